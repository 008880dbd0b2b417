import { InvalidInputError, requireText } from '@souk/subgraph-kit';
import { CountryCode } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType } from 'type-graphql';
import type { ShippingPlace } from '../domain/shipping.js';
import { readRegion } from './read-place.js';

@InputType()
export class ShippingPlaceInput {
  @Field(() => CountryCode)
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of a state or province: at most 10 letters, digits and hyphens. null: the whole country.',
  })
  region?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of that state or province, as people write it in addresses; at most 100 characters.',
  })
  regionName?: string | null;
}

@InputType()
export class ShippingZoneCreateInput {
  @Field(() => String, { description: 'For admins; 1–100 characters, no other zone’s.' })
  name!: string;

  @Field(() => [ShippingPlaceInput], {
    defaultValue: [],
    description:
      'At most 500. They leave the zones they were in, and nothing ships to them until this one has services.',
  })
  places!: ShippingPlaceInput[];

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What is not given, or null, stays.' })
export class ShippingZoneUpdateInput {
  @Field(() => ID)
  shippingZoneId!: string;

  @Field(() => String, { nullable: true, description: '1–100 characters, no other zone’s.' })
  name?: string | null;

  @Field(() => [ShippingPlaceInput], {
    nullable: true,
    description: 'All that it then has, at most 500: others leave it, and these leave the zones they were in.',
  })
  places?: ShippingPlaceInput[] | null;
}

@InputType()
export class ShippingZoneDeleteInput {
  @Field(() => ID)
  shippingZoneId!: string;
}

const MAX_PLACES = 500;

/** @throws InvalidInputError */
export function readZoneName(name: string): string {
  return requireText(name, ['input', 'name'], { max: 100 });
}

/** @throws InvalidInputError  for too many, and for one that comes twice */
export function readPlaces(places: readonly ShippingPlaceInput[]): ShippingPlace[] {
  const path = ['input', 'places'];
  if (places.length > MAX_PLACES) throw new InvalidInputError(`places must be at most ${MAX_PLACES}`, path);
  const read = places.map((place, index) => ({
    country: place.country.toUpperCase(),
    ...readRegion(place, [...path, String(index)]),
  }));
  const keys = read.map(({ country, region }) => `${country}-${region}`);
  const twice = keys.findIndex((key, index) => keys.indexOf(key) < index);
  if (twice >= 0) throw new InvalidInputError('This place comes twice', [...path, String(twice)]);
  return read;
}
