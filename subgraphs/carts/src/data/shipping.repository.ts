import { type Currency, groupByKeys } from '@souk/subgraph-kit';
import { and, asc, between, eq, inArray, type SQL } from 'drizzle-orm';
import { type DeliveryCalendar, isoDay } from '../domain/delivery-day.js';
import { type ShippingDestination, type ShippingService, zoneOf } from '../domain/shipping.js';
import type { CartsReader } from './database.js';
import { holidays, shippingPlaces, shippingRates, shippingServices, shippingThresholds } from './tables.js';

/** Further ahead than `MAX_SHIPPING_DAYS` working days. */
const HOLIDAYS_AHEAD_DAYS = 90;

export interface ShippingAsk {
  readonly destination: ShippingDestination;
  readonly currency: Currency;
}

/** What ships where, for many destinations. Two statements, whatever their number. @returns one list per ask, same order */
export async function findShippingServices(
  db: CartsReader,
  asks: readonly ShippingAsk[],
): Promise<ShippingService[][]> {
  if (asks.length === 0) return [];
  const countries = asks.map(({ destination }) => destination.country);
  const listed = await db.select().from(shippingPlaces).where(inArray(shippingPlaces.country, countries));
  const zones = asks.map(({ destination }) => zoneOf(listed, destination));
  const currencies = asks.map(({ currency }) => currency);
  const rates = await selectRates(
    db,
    and(inArray(shippingServices.zone, zones), inArray(shippingRates.currency, currencies)),
  );
  return asks.map(({ currency }, index) =>
    toServices(rates.filter((rate) => rate.zone === zones[index] && rate.currency === currency)),
  );
}

/** When nothing is delivered in these countries from this moment on. One statement. @returns one per country, same order */
export async function findCalendars(
  db: CartsReader,
  countries: readonly string[],
  at: Date,
): Promise<DeliveryCalendar[]> {
  if (countries.length === 0) return [];
  const until = new Date(at.getTime() + HOLIDAYS_AHEAD_DAYS * 86_400_000);
  const days = await db
    .select({ country: holidays.country, day: holidays.day })
    .from(holidays)
    .where(and(inArray(holidays.country, [...countries]), between(holidays.day, isoDay(at), isoDay(until))));
  return groupByKeys(countries, days, ({ country }) => country).map((ofCountry, index) => ({
    country: countries[index] ?? '',
    holidays: new Set(ofCountry.map(({ day }) => day)),
  }));
}

export type RateRow = Awaited<ReturnType<typeof selectRates>>[number];

/** A row per band, with its service and threshold; ascending by weight. */
export function selectRates(db: CartsReader, which: SQL | undefined) {
  const ofService = and(
    eq(shippingRates.optionId, shippingServices.optionId),
    eq(shippingRates.zone, shippingServices.zone),
  );
  const ofRate = and(
    eq(shippingThresholds.optionId, shippingRates.optionId),
    eq(shippingThresholds.zone, shippingRates.zone),
    eq(shippingThresholds.currency, shippingRates.currency),
  );
  return db
    .select({
      zone: shippingServices.zone,
      currency: shippingRates.currency,
      optionId: shippingServices.optionId,
      name: shippingServices.name,
      minDays: shippingServices.minDays,
      maxDays: shippingServices.maxDays,
      upToGrams: shippingRates.upToGrams,
      priceMinor: shippingRates.priceMinor,
      freeFromMinor: shippingThresholds.freeFromMinor,
    })
    .from(shippingServices)
    .innerJoin(shippingRates, ofService)
    .leftJoin(shippingThresholds, ofRate)
    .where(which)
    .orderBy(asc(shippingRates.upToGrams));
}

function toServices(rates: readonly RateRow[]): ShippingService[] {
  const optionIds = [...new Set(rates.map(({ optionId }) => optionId))];
  return groupByKeys(optionIds, rates, ({ optionId }) => optionId).flatMap((bands) => {
    const [first] = bands;
    if (!first) return [];
    const { optionId, name, minDays, maxDays, freeFromMinor } = first;
    return [{ optionId, name, minDays, maxDays, bands, freeFromMinor }];
  });
}
