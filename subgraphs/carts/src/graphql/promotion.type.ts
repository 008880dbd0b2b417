import { CURRENCIES } from '@souk/subgraph-kit';
import { DateTime, MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { AmountsByCurrency, Promotion, PromotionEffect, PromotionKind } from '../domain/promotion.js';

const PromotionKindEnum: Readonly<Record<PromotionKind, PromotionKind>> = {
  PERCENTAGE: 'PERCENTAGE',
  FIXED_AMOUNT: 'FIXED_AMOUNT',
  FREE_SHIPPING: 'FREE_SHIPPING',
  BUY_X_GET_Y: 'BUY_X_GET_Y',
};

registerEnumType(PromotionKindEnum, {
  name: 'PromotionKind',
  valuesConfig: {
    PERCENTAGE: { description: 'percentOff of what the lines in scope cost.' },
    FIXED_AMOUNT: { description: 'amountOff of the lines in scope together.' },
    FREE_SHIPPING: { description: 'The cheapest way to ship is free; a dearer one costs the difference.' },
    BUY_X_GET_Y: { description: 'Some pieces come cheaper when others are bought: see buyXGetY.' },
  },
});

@ObjectType('BuyXGetY', {
  description: 'The cheapest pieces come cheaper; a piece that does is not counted as bought.',
})
export class BuyXGetYType {
  @Field(() => Int, { description: 'Pieces in the promotion’s scope.' })
  buyQuantity!: number;

  @Field(() => Int, { description: 'Pieces that come cheaper for each buyQuantity.' })
  getQuantity!: number;

  @Field(() => Int, { description: '100: they are free.' })
  percentOff!: number;

  @Field(() => [ID], { description: 'What may come cheaper; with no categories either: what is bought.' })
  productIds!: readonly string[];

  @Field(() => [ID])
  categoryIds!: readonly string[];
}

@ObjectType('Promotion', {
  description: 'Something taken off carts, by itself or by a code. The higher priority is looked at first.',
})
export class PromotionType {
  readonly promotion: Promotion;

  constructor(promotion: Promotion) {
    this.promotion = promotion;
  }

  @Field(() => ID)
  get id(): string {
    return this.promotion.id;
  }

  @Field(() => String, { description: 'For shoppers; may be empty.' })
  get name(): string {
    return this.promotion.name;
  }

  @Field(() => String, {
    nullable: true,
    description: 'Upper-case; shoppers may type it as they like. null: it applies by itself.',
  })
  get code(): string | null {
    return this.promotion.code;
  }

  @Field(() => PromotionKindEnum)
  get kind(): PromotionKind {
    return this.promotion.effect.kind;
  }

  @Field(() => Int, { nullable: true, description: 'Of PERCENTAGE: whole percent, 1–100.' })
  get percentOff(): number | null {
    const { effect } = this.promotion;
    return effect.kind === 'PERCENTAGE' ? effect.percentOff : null;
  }

  @Field(() => [MoneyType], { nullable: true, description: 'Of FIXED_AMOUNT: one per currency in which it applies.' })
  get amountOff(): MoneyType[] | null {
    const { effect } = this.promotion;
    return effect.kind === 'FIXED_AMOUNT' ? toMoneys(effect.amountOff) : null;
  }

  @Field(() => BuyXGetYType, { nullable: true, description: 'Of BUY_X_GET_Y.' })
  get buyXGetY(): BuyXGetYType | null {
    const { effect } = this.promotion;
    return effect.kind === 'BUY_X_GET_Y' ? toBuyXGetY(effect) : null;
  }

  @Field(() => [ID], { description: 'What it is for; with no categories either: everything.' })
  get productIds(): readonly string[] {
    return this.promotion.productIds;
  }

  @Field(() => [ID], { description: 'With the categories under them.' })
  get categoryIds(): readonly string[] {
    return this.promotion.categoryIds;
  }

  @Field(() => [MoneyType], {
    description:
      'What the lines in scope must cost before discounts; empty: nothing, else other currencies are left out.',
  })
  get minimumSpend(): MoneyType[] {
    return toMoneys(this.promotion.minimumSpend);
  }

  @Field(() => Int, { nullable: true, description: 'Orders in all; null: any number.' })
  get usageLimit(): number | null {
    return this.promotion.usageLimit;
  }

  @Field(() => Int, { nullable: true, description: 'Orders of one member, or of one e-mail address of a guest.' })
  get usageLimitPerCustomer(): number | null {
    return this.promotion.usageLimitPerCustomer;
  }

  @Field(() => Boolean, { description: 'false: alone or not at all.' })
  get isStackable(): boolean {
    return this.promotion.isStackable;
  }

  @Field(() => Int)
  get priority(): number {
    return this.promotion.priority;
  }

  @Field(() => DateTime)
  get startsAt(): Date {
    return this.promotion.startsAt;
  }

  @Field(() => DateTime, { nullable: true, description: 'null: does not end.' })
  get endsAt(): Date | null {
    return this.promotion.endsAt;
  }

  @Field(() => DateTime, { nullable: true, description: 'null while it was not archived.' })
  get archivedAt(): Date | null {
    return this.promotion.archivedAt;
  }
}

function toMoneys(amounts: AmountsByCurrency): MoneyType[] {
  return CURRENCIES.flatMap((currency) => {
    const minorUnits = amounts[currency];
    return minorUnits === undefined ? [] : [toMoney(minorUnits, currency)];
  });
}

function toBuyXGetY(effect: Extract<PromotionEffect, { kind: 'BUY_X_GET_Y' }>): BuyXGetYType {
  const { buyQuantity, getQuantity, percentOff, get } = effect;
  const { productIds, categoryIds } = get ?? { productIds: [], categoryIds: [] };
  return Object.assign(new BuyXGetYType(), { buyQuantity, getQuantity, percentOff, productIds, categoryIds });
}
