import type { Currency } from '@souk/subgraph-kit';
import { CurrencyCode, SafeInt } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class ShippingBandInput {
  @Field(() => Int, {
    description:
      'The heaviest cart that it takes, 1–100000000. A band begins where the one before it ends, the first at 0.',
  })
  upToGrams!: number;

  @Field(() => SafeInt, { description: 'At least 0; of dinars a multiple of 10.' })
  priceMinorUnits!: number;
}

@InputType()
export class ShippingPricesInput {
  @Field(() => CurrencyCode)
  currency!: Currency;

  @Field(() => [ShippingBandInput], {
    description: '1–50, ascending by weight; what is heavier than the last is not taken.',
  })
  bands!: ShippingBandInput[];

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'From this much of goods on, after discounts, it costs nothing. null: it always costs what its band says.',
  })
  freeFromMinorUnits?: number | null;
}

@InputType()
export class ShippingServiceSetInput {
  @Field(() => ID)
  shippingZoneId!: string;

  @Field(() => ID, {
    description:
      '1–40 lower-case letters, digits and hyphens. Services of several zones may have the same: a cart keeps its choice when its address changes.',
  })
  optionId!: string;

  @Field(() => String, { description: 'For shoppers; 1–100 characters.' })
  name!: string;

  @Field(() => Int, { description: 'Working days from payment to the door, at best; 0–45.' })
  minDays!: number;

  @Field(() => Int, { description: 'The same at worst; minDays–45.' })
  maxDays!: number;

  @Field(() => [ShippingPricesInput], { description: 'One per currency; in others it is not offered.' })
  prices!: ShippingPricesInput[];
}

@InputType()
export class ShippingServiceRemoveInput {
  @Field(() => ID)
  shippingZoneId!: string;

  @Field(() => ID)
  optionId!: string;
}
