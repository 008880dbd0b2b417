import type { Currency } from '@souk/subgraph-kit';
import { DateTime, MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type DeliveryCalendar, deliveryDay } from '../domain/delivery-day.js';
import type { ShippingQuote } from '../domain/shipping.js';

@ObjectType('ShippingOption', { description: 'A way to ship this cart to its address.' })
export class ShippingOptionType {
  readonly quote: ShippingQuote;
  readonly facts: OfferedTo;

  constructor(quote: ShippingQuote, facts: OfferedTo) {
    this.quote = quote;
    this.facts = facts;
  }

  @Field(() => ID, { description: 'Not of this cart alone: others are offered the same, perhaps at another price.' })
  get optionId(): string {
    return this.quote.id;
  }

  @Field(() => String)
  get name(): string {
    return this.quote.name;
  }

  @Field(() => MoneyType, { description: 'Before a promotion that frees shipping.' })
  get price(): MoneyType {
    return toMoney(this.quote.priceMinor, this.facts.currency);
  }

  @Field(() => Int, { description: 'Working days from payment to the door, at best.' })
  get minDays(): number {
    return this.quote.minDays;
  }

  @Field(() => Int, { description: 'Working days from payment to the door, at worst.' })
  get maxDays(): number {
    return this.quote.maxDays;
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'The day, at midnight UTC, if it is paid now; weekends and holidays at the address do not count.',
  })
  get earliestDelivery(): Date | null {
    return this.deliveredAfter(this.quote.minDays);
  }

  @Field(() => DateTime, { nullable: true, description: 'The same at worst.' })
  get latestDelivery(): Date | null {
    return this.deliveredAfter(this.quote.maxDays);
  }

  private deliveredAfter(workingDays: number): Date | null {
    const { calendar, at } = this.facts;
    return calendar && deliveryDay(at, workingDays, calendar);
  }
}

interface OfferedTo {
  readonly currency: Currency;
  readonly calendar: DeliveryCalendar | null;
  readonly at: Date;
}
