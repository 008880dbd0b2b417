import type { Currency } from '@souk/subgraph-kit';
import { MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ShippingQuote } from '../domain/shipping.js';

@ObjectType('ShippingOption', { description: 'A way to ship this cart to its address.' })
export class ShippingOptionType {
  readonly quote: ShippingQuote;
  readonly currency: Currency;

  constructor(quote: ShippingQuote, currency: Currency) {
    this.quote = quote;
    this.currency = currency;
  }

  @Field(() => ID)
  get id(): string {
    return this.quote.id;
  }

  @Field(() => String)
  get name(): string {
    return this.quote.name;
  }

  @Field(() => MoneyType)
  get price(): MoneyType {
    return toMoney(this.quote.priceMinor, this.currency);
  }

  @Field(() => Int, { description: 'Working days from payment to the door, at best.' })
  get minDays(): number {
    return this.quote.minDays;
  }

  @Field(() => Int, { description: 'Working days from payment to the door, at worst.' })
  get maxDays(): number {
    return this.quote.maxDays;
  }
}
