import { and, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import type { TaxZone } from '../domain/tax.js';
import type { CartsReader } from './database.js';
import { taxZoneRates, taxZones } from './tables.js';

/** All zones of these countries with the rates that are in force, any order. One statement. */
export async function findTaxZones(db: CartsReader, countries: readonly string[], at: Date): Promise<TaxZone[]> {
  if (countries.length === 0) return [];
  const inForce = and(
    eq(taxZoneRates.zoneId, taxZones.id),
    lte(taxZoneRates.validFrom, at),
    or(isNull(taxZoneRates.validUntil), gt(taxZoneRates.validUntil, at)),
  );
  const rows = await db
    .select({ zone: taxZones, taxClass: taxZoneRates.taxClass, rateBasisPoints: taxZoneRates.rateBasisPoints })
    .from(taxZones)
    .innerJoin(taxZoneRates, inForce)
    .where(inArray(taxZones.country, [...countries]));
  const zones = new Map(rows.map(({ zone }) => [zone.id, zone]));
  return [...zones.values()].map(({ id, ...zone }) => ({ ...zone, rates: rows.filter((row) => row.zone.id === id) }));
}
