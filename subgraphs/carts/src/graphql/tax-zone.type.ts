import { CountryCode, connectionOf, DateTime, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import type { CartsContext } from '../context.js';
import type { TaxClass } from '../domain/tax.js';
import type { KeptTaxZone, TaxPeriod } from '../domain/tax-schedule.js';
import { TaxClassEnum } from './tax-class.enum.js';

@ObjectType('TaxZoneRate', { description: 'What one class is taxed at, for a time.' })
export class TaxZoneRateType implements TaxPeriod {
  @Field(() => TaxClassEnum)
  taxClass!: TaxClass;

  @Field(() => Int, { description: 'Hundredths of a percent.' })
  rateBasisPoints!: number;

  @Field(() => DateTime)
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Up to and without this moment. null: still.' })
  validUntil!: Date | null;
}

@ObjectType('TaxZone', {
  description:
    'How destinations are taxed. Of the zones that have a destination the one with the longest postal prefix holds, then the region’s, then the country’s; one without a rate in force holds nowhere.',
})
export class TaxZoneType {
  readonly zone: KeptTaxZone;

  constructor(zone: KeptTaxZone) {
    this.zone = zone;
  }

  @Field(() => ID)
  get id(): string {
    return this.zone.id;
  }

  @Field(() => CountryCode)
  get country(): string {
    return this.zone.country;
  }

  @Field(() => String, { nullable: true, description: 'Code of a state or province, upper-case. null: any.' })
  get region(): string | null {
    return this.zone.region || null;
  }

  @Field(() => String, { nullable: true })
  get regionName(): string | null {
    return this.zone.regionName || null;
  }

  @Field(() => String, { nullable: true, description: 'Upper-case, without spaces. null: any.' })
  get postalPrefix(): string | null {
    return this.zone.postalPrefix || null;
  }

  @Field(() => Boolean, { description: 'false: tax is added to prices.' })
  get pricesIncludeTax(): boolean {
    return this.zone.pricesIncludeTax;
  }

  @Field(() => Boolean, { description: 'At the standard rate.' })
  get isShippingTaxed(): boolean {
    return this.zone.isShippingTaxed;
  }

  @Field(() => [TaxZoneRateType], {
    description:
      'All that were, are and are to be, by class and time. A class without one takes the standard rate; ZERO is not taxed.',
  })
  rates(@Ctx() { loaders }: CartsContext): Promise<readonly TaxPeriod[]> {
    return loaders.taxPeriods.load(this.zone.id);
  }
}

export const TaxZoneConnection = connectionOf('TaxZone', () => TaxZoneType);
export type TaxZoneConnection = InstanceType<typeof TaxZoneConnection>;

@ObjectType()
export class TaxZonePayload {
  @Field(() => TaxZoneType, { nullable: true })
  taxZone!: TaxZoneType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}
