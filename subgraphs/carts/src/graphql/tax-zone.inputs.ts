import { requireInteger } from '@souk/subgraph-kit';
import { CountryCode, DateTime } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { TaxClass, TaxRate } from '../domain/tax.js';
import type { TaxZoneTerms } from '../domain/tax-schedule.js';
import { readPostalPrefix, readRegion, readRegionCode, readRegionName } from './read-place.js';
import { TaxClassEnum } from './tax-class.enum.js';

@InputType()
class TaxZonePlaceInput {
  @Field(() => String, {
    nullable: true,
    description: 'Code of a state or province: at most 10 letters, digits and hyphens. null: any.',
  })
  region?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of that state or province, as people write it in addresses; at most 100 characters.',
  })
  regionName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What postal codes begin with: at most 10 letters, digits and hyphens, spaces apart. null: any.',
  })
  postalPrefix?: string | null;
}

@InputType()
export class TaxZoneCreateInput extends TaxZonePlaceInput {
  @Field(() => CountryCode)
  country!: string;

  @Field(() => Boolean, { description: 'false: tax is added to prices.' })
  pricesIncludeTax!: boolean;

  @Field(() => Boolean, { description: 'At the standard rate.' })
  isShippingTaxed!: boolean;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@InputType({
  description:
    'What is not given stays, but a region comes with its name; null takes a region or a postal prefix away.',
})
export class TaxZoneUpdateInput extends TaxZonePlaceInput {
  @Field(() => ID)
  taxZoneId!: string;

  @Field(() => CountryCode, { nullable: true })
  country?: string | null;

  @Field(() => Boolean, { nullable: true })
  pricesIncludeTax?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  isShippingTaxed?: boolean | null;
}

@InputType()
export class TaxZoneRateSetInput {
  @Field(() => ID)
  taxZoneId!: string;

  @Field(() => TaxClassEnum)
  taxClass!: TaxClass;

  @Field(() => Int, { description: 'Hundredths of a percent, 0–10000.' })
  rateBasisPoints!: number;

  @Field(() => DateTime, { nullable: true, description: 'Not in the past; null: now.' })
  validFrom?: Date | null;
}

@InputType()
export class TaxZoneRateWithdrawInput {
  @Field(() => ID)
  taxZoneId!: string;

  @Field(() => TaxClassEnum)
  taxClass!: TaxClass;

  @Field(() => DateTime, { description: 'When the rate begins.' })
  validFrom!: Date;
}

@InputType()
export class TaxZoneCloseInput {
  @Field(() => ID)
  taxZoneId!: string;
}

const PATH = ['input'];

/** @throws InvalidInputError */
export function readNewTaxZone(input: TaxZoneCreateInput): TaxZoneTerms {
  const { country, postalPrefix, pricesIncludeTax, isShippingTaxed } = input;
  return {
    country: country.toUpperCase(),
    ...readRegion(input, PATH),
    postalPrefix: readPostalPrefix(postalPrefix ?? '', [...PATH, 'postalPrefix']),
    pricesIncludeTax,
    isShippingTaxed,
  };
}

/** What is not given is undefined; so is null of what has none. @throws InvalidInputError */
export function readChangedTaxZone(input: TaxZoneUpdateInput): Partial<TaxZoneTerms> {
  const { country, region, regionName, postalPrefix } = input;
  return {
    country: country?.toUpperCase(),
    region: region === undefined ? undefined : readRegionCode(region ?? '', [...PATH, 'region']),
    regionName: readNameFor(input, regionName),
    postalPrefix:
      postalPrefix === undefined ? undefined : readPostalPrefix(postalPrefix ?? '', [...PATH, 'postalPrefix']),
    pricesIncludeTax: input.pricesIncludeTax ?? undefined,
    isShippingTaxed: input.isShippingTaxed ?? undefined,
  };
}

/** @throws InvalidInputError */
export function readTaxRate({ taxClass, rateBasisPoints }: TaxZoneRateSetInput): TaxRate {
  const path = [...PATH, 'rateBasisPoints'];
  return { taxClass, rateBasisPoints: requireInteger(rateBasisPoints, path, { min: 0, max: 10_000 }) };
}

/** A region that is taken away, or another one, does not keep the name of the one before. */
function readNameFor({ region }: TaxZoneUpdateInput, name: string | null | undefined): string | undefined {
  if (name === undefined) return region === undefined ? undefined : '';
  return readRegionName(name ?? '', [...PATH, 'regionName']);
}
