import type { Currency } from '@souk/subgraph-kit';
import { CountryCode, CurrencyCode, connectionOf, MoneyType, toMoney, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { ELSEWHERE, type ShippingPlace } from '../domain/shipping.js';
import type { KeptShippingZone, ShippingPrices, ShippingTariff } from '../domain/shipping-tariff.js';

@ObjectType('ShippingPlace')
export class ShippingPlaceType {
  readonly place: ShippingPlace;

  constructor(place: ShippingPlace) {
    this.place = place;
  }

  @Field(() => CountryCode)
  get country(): string {
    return this.place.country;
  }

  @Field(() => String, {
    nullable: true,
    description:
      'Code of a state or province, upper-case. null: the country, without regions that are in another zone.',
  })
  get region(): string | null {
    return this.place.region || null;
  }

  @Field(() => String, { nullable: true })
  get regionName(): string | null {
    return this.place.regionName || null;
  }
}

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
    description: 'The id of the ShippingOption that carts are offered; other zones may have it, too.',
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

@ObjectType('ShippingZone', { description: 'Places to which the same services ship at the same prices.' })
export class ShippingZoneType {
  readonly zone: KeptShippingZone;

  constructor(zone: KeptShippingZone) {
    this.zone = zone;
  }

  @Field(() => ID)
  get id(): string {
    return this.zone.id;
  }

  @Field(() => String, { description: 'For admins.' })
  get name(): string {
    return this.zone.name;
  }

  @Field(() => Boolean, { description: 'Of one zone: every country that is in none is sent to by its services.' })
  get takesTheRest(): boolean {
    return this.zone.id === ELSEWHERE;
  }

  @Field(() => [ShippingPlaceType], { description: 'By country and region.' })
  async places(@Ctx() { loaders }: CartsContext): Promise<ShippingPlaceType[]> {
    return (await loaders.shippingPlaces.load(this.zone.id)).map((place) => new ShippingPlaceType(place));
  }

  @Field(() => [ShippingServiceType], { description: 'By optionId.' })
  async services(@Ctx() { loaders }: CartsContext): Promise<ShippingServiceType[]> {
    return (await loaders.tariffs.load(this.zone.id)).map((tariff) => new ShippingServiceType(tariff));
  }
}

export const ShippingZoneConnection = connectionOf('ShippingZone', () => ShippingZoneType);
export type ShippingZoneConnection = InstanceType<typeof ShippingZoneConnection>;

@ObjectType()
export class ShippingZonePayload {
  @Field(() => ShippingZoneType, { nullable: true })
  shippingZone!: ShippingZoneType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}
