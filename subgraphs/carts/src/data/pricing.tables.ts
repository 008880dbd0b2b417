import type { Currency } from '@souk/subgraph-kit';
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import type { TaxClass } from '../domain/tax.js';
import { minorUnits, moment } from './columns.js';

/** Places to which the same services ship at the same prices. */
export const shippingZones = pgTable('shipping_zones', {
  id: text().primaryKey(),
  /** for admins */
  name: text().notNull().unique(),
});

/** An empty region is the whole country; see `ELSEWHERE` for countries that are not listed. */
export const shippingPlaces = pgTable(
  'shipping_places',
  {
    country: text().notNull(),
    /** upper-case code of a state or province */
    region: text().notNull().default(''),
    regionName: text('region_name').notNull().default(''),
    zone: text()
      .notNull()
      .references(() => shippingZones.id),
  },
  (table) => [primaryKey({ columns: [table.country, table.region] }), index('shipping_places_by_zone').on(table.zone)],
);

export const shippingServices = pgTable(
  'shipping_services',
  {
    optionId: text('option_id').notNull(),
    zone: text()
      .notNull()
      .references(() => shippingZones.id),
    name: text().notNull(),
    /** working days from payment to the door */
    minDays: smallint('min_days').notNull(),
    maxDays: smallint('max_days').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.optionId, table.zone] }),
    check('shipping_services_days', sql`min_days between 0 and max_days`),
  ],
);

export const shippingRates = pgTable(
  'shipping_rates',
  {
    optionId: text('option_id').notNull(),
    zone: text().notNull(),
    currency: text().$type<Currency>().notNull(),
    upToGrams: integer('up_to_grams').notNull(),
    priceMinor: minorUnits('price_minor').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.zone, table.currency, table.optionId, table.upToGrams] }),
    ofService('shipping_rates_service', table),
    check('shipping_rates_bounds', sql`up_to_grams >= 1 and price_minor >= 0`),
  ],
);

/** From this much of goods on, after discounts, a service costs nothing; services that are not listed always cost something. */
export const shippingThresholds = pgTable(
  'shipping_thresholds',
  {
    optionId: text('option_id').notNull(),
    zone: text().notNull(),
    currency: text().$type<Currency>().notNull(),
    freeFromMinor: minorUnits('free_from_minor').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.zone, table.currency, table.optionId] }),
    ofService('shipping_thresholds_service', table),
  ],
);

/** Days on which nothing is delivered in a whole country, weekends apart. */
export const holidays = pgTable(
  'holidays',
  {
    country: text().notNull(),
    day: date({ mode: 'string' }).notNull(),
    name: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.country, table.day] })],
);

export const taxZones = pgTable(
  'tax_zones',
  {
    id: text().primaryKey(),
    country: text().notNull(),
    /** upper-case code of a state or province; empty: any */
    region: text().notNull().default(''),
    regionName: text('region_name').notNull().default(''),
    /** upper-case, without spaces; empty: any */
    postalPrefix: text('postal_prefix').notNull().default(''),
    pricesIncludeTax: boolean('prices_include_tax').notNull(),
    isShippingTaxed: boolean('is_shipping_taxed').notNull(),
  },
  (table) => [unique('tax_zones_place').on(table.country, table.region, table.postalPrefix)],
);

/**
 * From `validFrom` on, up to and without `validUntil`. Periods of one class do not overlap: `tax_zone_rates_overlap`, an exclusion
 * constraint, which drizzle has no words for.
 */
export const taxZoneRates = pgTable(
  'tax_zone_rates',
  {
    zoneId: text('zone_id')
      .notNull()
      .references(() => taxZones.id),
    taxClass: text('tax_class').$type<TaxClass>().notNull(),
    /** hundredths of a percent */
    rateBasisPoints: smallint('rate_basis_points').notNull(),
    validFrom: moment('valid_from').notNull(),
    /** null: still */
    validUntil: moment('valid_until'),
  },
  (table) => [
    primaryKey({ columns: [table.zoneId, table.taxClass, table.validFrom] }),
    check('tax_zone_rates_class', sql`tax_class in ('STANDARD', 'REDUCED', 'ZERO')`),
    check('tax_zone_rates_rate', sql`rate_basis_points between 0 and 10000`),
    check('tax_zone_rates_period', sql`valid_from < valid_until`),
  ],
);

/** What a service costs goes with the service. */
function ofService(name: string, { optionId, zone }: { optionId: AnyPgColumn; zone: AnyPgColumn }) {
  const foreignColumns: [AnyPgColumn, AnyPgColumn] = [shippingServices.optionId, shippingServices.zone];
  return foreignKey({ name, columns: [optionId, zone], foreignColumns }).onDelete('cascade');
}
