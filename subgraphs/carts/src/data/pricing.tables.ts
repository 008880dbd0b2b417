import type { Currency } from '@souk/subgraph-kit';
import { sql } from 'drizzle-orm';
import { boolean, check, date, integer, pgTable, primaryKey, smallint, text, unique } from 'drizzle-orm/pg-core';
import type { TaxClass } from '../domain/tax.js';
import { minorUnits, moment } from './columns.js';

/** An empty region is the whole country; countries that are not listed are in the zone `world`. */
export const shippingZones = pgTable(
  'shipping_zones',
  {
    country: text().notNull(),
    /** upper-case code of a state or province */
    region: text().notNull().default(''),
    regionName: text('region_name').notNull().default(''),
    zone: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.country, table.region] })],
);

export const shippingServices = pgTable(
  'shipping_services',
  {
    optionId: text('option_id').notNull(),
    zone: text().notNull(),
    name: text().notNull(),
    /** working days from payment to the door */
    minDays: smallint('min_days').notNull(),
    maxDays: smallint('max_days').notNull(),
  },
  (table) => [primaryKey({ columns: [table.optionId, table.zone] })],
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
  (table) => [primaryKey({ columns: [table.zone, table.currency, table.optionId, table.upToGrams] })],
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
  (table) => [primaryKey({ columns: [table.zone, table.currency, table.optionId] })],
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

/** From `validFrom` on, up to and without `validUntil`. */
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
  ],
);
