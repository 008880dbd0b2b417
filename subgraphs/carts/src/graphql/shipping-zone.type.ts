import { CountryCode, connectionOf, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { ELSEWHERE, type ShippingPlace } from '../domain/shipping.js';
import type { KeptShippingZone } from '../domain/shipping-tariff.js';
import { ShippingServiceType } from './shipping-service.type.js';

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
