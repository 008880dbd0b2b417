import type { Currency } from '@souk/subgraph-kit';
import { CurrencyCode, MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ShippingPrices, ShippingTariff } from '../domain/shipping-tariff.js';

@ObjectType('ShippingBand', { description: 'It begins where the one before it ends, the first at 0.' })
export class ShippingBandType {
  @Field(() => Int, { description: 'The heaviest cart that it takes.' })
  upToGrams!: number;

  @Field(() => MoneyType)
  price!: MoneyType;
}

@ObjectType('ShippingPrices', { description: 'What a service costs in one currency.' })
export class ShippingPricesType {
  readonly prices: ShippingPrices;

  constructor(prices: ShippingPrices) {
    this.prices = prices;
  }

  @Field(() => CurrencyCode)
  get currency(): Currency {
    return this.prices.currency;
  }

  @Field(() => [ShippingBandType], { description: 'Ascending by weight; what is heavier than the last is not taken.' })
  get bands(): ShippingBandType[] {
    const { bands, currency } = this.prices;
    return bands.map(({ upToGrams, priceMinor }) => ({ upToGrams, price: toMoney(priceMinor, currency) }));
  }

  @Field(() => MoneyType, {
    nullable: true,
    description:
      'From this much of goods on, after discounts, it costs nothing. null: it always costs what its band says.',
  })
  get freeFrom(): MoneyType | null {
    const { freeFromMinor, currency } = this.prices;
    return freeFromMinor === null ? null : toMoney(freeFromMinor, currency);
  }
}

@ObjectType('ShippingService', { description: 'A way to ship to the places of one zone.' })
export class ShippingServiceType {
  readonly tariff: ShippingTariff;

  constructor(tariff: ShippingTariff) {
    this.tariff = tariff;
  }

  @Field(() => ID, {
    description: 'What carts are offered it by (ShippingOption.optionId); other zones may have it, too.',
  })
  get optionId(): string {
    return this.tariff.optionId;
  }

  @Field(() => String)
  get name(): string {
    return this.tariff.name;
  }

  @Field(() => Int, { description: 'Working days from payment to the door, at best.' })
  get minDays(): number {
    return this.tariff.minDays;
  }

  @Field(() => Int, { description: 'The same at worst.' })
  get maxDays(): number {
    return this.tariff.maxDays;
  }

  @Field(() => [ShippingPricesType], { description: 'One per currency; in others it is not offered.' })
  get prices(): ShippingPricesType[] {
    return this.tariff.prices.map((prices) => new ShippingPricesType(prices));
  }
}
