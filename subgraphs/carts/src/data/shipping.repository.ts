import { type Currency, groupByKeys } from '@souk/subgraph-kit';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { ShippingService } from '../domain/shipping.js';
import type { CartsReader } from './database.js';
import { shippingRates, shippingServices, shippingZones } from './tables.js';

const ELSEWHERE = 'world';

export interface ShippingAsk {
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly currency: Currency;
}

/** What ships where, for many destinations. Two statements, whatever their number. @returns one list per ask, same order */
export async function findShippingServices(
  db: CartsReader,
  asks: readonly ShippingAsk[],
): Promise<ShippingService[][]> {
  if (asks.length === 0) return [];
  const countries = asks.map(({ country }) => country);
  const listed = await db.select().from(shippingZones).where(inArray(shippingZones.country, countries));
  const zoneOf = new Map(listed.map(({ country, zone }) => [country, zone]));
  const zones = asks.map(({ country }) => zoneOf.get(country) ?? ELSEWHERE);
  const rates = await findRates(db, { zones, currencies: asks.map(({ currency }) => currency) });
  return asks.map(({ currency }, index) =>
    toServices(rates.filter((rate) => rate.zone === zones[index] && rate.currency === currency)),
  );
}

function findRates(db: CartsReader, { zones, currencies }: { zones: string[]; currencies: Currency[] }) {
  const ofService = and(
    eq(shippingRates.optionId, shippingServices.optionId),
    eq(shippingRates.zone, shippingServices.zone),
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
    })
    .from(shippingServices)
    .innerJoin(shippingRates, ofService)
    .where(and(inArray(shippingServices.zone, zones), inArray(shippingRates.currency, currencies)))
    .orderBy(asc(shippingRates.upToGrams));
}

function toServices(rates: Awaited<ReturnType<typeof findRates>>): ShippingService[] {
  const optionIds = [...new Set(rates.map(({ optionId }) => optionId))];
  return groupByKeys(optionIds, rates, ({ optionId }) => optionId).flatMap((bands) => {
    const [first] = bands;
    if (!first) return [];
    const { optionId, name, minDays, maxDays } = first;
    return [{ optionId, name, minDays, maxDays, bands }];
  });
}
