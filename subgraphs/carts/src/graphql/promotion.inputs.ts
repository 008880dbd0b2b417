import type { Currency } from '@souk/subgraph-kit';
import { CurrencyCode, DateTime, SafeInt } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class PromotionAmountInput {
  @Field(() => SafeInt, { description: 'At least 1; of dinars a multiple of 10.' })
  minorUnits!: number;

  @Field(() => CurrencyCode)
  currency!: Currency;
}

@InputType()
export class BuyXGetYInput {
  @Field(() => Int, { description: '1–99.' })
  buyQuantity!: number;

  @Field(() => Int, { description: '1–99.' })
  getQuantity!: number;

  @Field(() => Int, { defaultValue: 100, description: '1–100; 100: free.' })
  percentOff!: number;

  @Field(() => [ID], {
    defaultValue: [],
    description: 'What may come cheaper; with no categories either: what is bought.',
  })
  productIds!: string[];

  @Field(() => [ID], { defaultValue: [] })
  categoryIds!: string[];
}

/** What can be decided anew at any time. */
@InputType()
class PromotionTermsInput {
  @Field(() => [ID], {
    nullable: true,
    description: 'What it is for, at most 200; with no categories either: everything.',
  })
  productIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'With the categories under them; at most 200.' })
  categoryIds?: string[] | null;

  @Field(() => [PromotionAmountInput], {
    nullable: true,
    description: 'One per currency; what the lines in scope must cost before discounts. Other currencies are left out.',
  })
  minimumSpend?: PromotionAmountInput[] | null;

  @Field(() => Int, { nullable: true, description: 'Orders in all; null: any number.' })
  usageLimit?: number | null;

  @Field(() => Int, { nullable: true, description: 'Orders of one member, or of one e-mail address of a guest.' })
  usageLimitPerCustomer?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'null: does not end.' })
  endsAt?: Date | null;
}

@InputType()
export class PromotionCreateInput extends PromotionTermsInput {
  @Field(() => String, {
    nullable: true,
    description: '3–40 letters, digits, hyphens and underscores; null: it applies by itself.',
  })
  code?: string | null;

  @Field(() => String, { defaultValue: '', description: 'For shoppers; at most 100 characters.' })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'Whole percent of what the lines in scope cost, 1–100.' })
  percentOff?: number | null;

  @Field(() => [PromotionAmountInput], {
    nullable: true,
    description: 'Off the lines in scope together; one per currency.',
  })
  amountOff?: PromotionAmountInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'true, or not given.' })
  freeShipping?: boolean | null;

  @Field(() => BuyXGetYInput, {
    nullable: true,
    description: 'Exactly one of percentOff, amountOff, freeShipping and buyXGetY must be given.',
  })
  buyXGetY?: BuyXGetYInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'false: alone or not at all.' })
  isStackable!: boolean;

  @Field(() => Int, { defaultValue: 0, description: '−1000 to 1000; the higher is looked at first.' })
  priority!: number;

  @Field(() => DateTime, { nullable: true, description: 'null: at once.' })
  startsAt?: Date | null;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What is not given stays; null takes away a limit, an end, a scope or a minimum.' })
export class PromotionUpdateInput extends PromotionTermsInput {
  @Field(() => ID)
  promotionId!: string;

  @Field(() => String, { nullable: true, description: 'For shoppers; at most 100 characters.' })
  name?: string | null;

  @Field(() => Boolean, { nullable: true })
  isStackable?: boolean | null;

  @Field(() => Int, { nullable: true, description: '−1000 to 1000; the higher is looked at first.' })
  priority?: number | null;

  @Field(() => DateTime, { nullable: true })
  startsAt?: Date | null;
}

@InputType()
export class PromotionArchiveInput {
  @Field(() => ID)
  promotionId!: string;
}
