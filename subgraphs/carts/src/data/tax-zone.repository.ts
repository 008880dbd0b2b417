import { newId } from '@souk/subgraph-kit';
import { and, asc, eq, gt, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import type { KeptTaxZone, TaxPeriod, TaxZoneTerms } from '../domain/tax-schedule.js';
import type { CartsReader, CartsTransaction } from './database.js';
import { taxZoneRates, taxZones } from './tables.js';

export type TaxPlace = Pick<TaxZoneTerms, 'country' | 'region' | 'postalPrefix'>;

/** By country, region and postal prefix. @param after  the place before the stretch */
export function listTaxZones(
  db: CartsReader,
  { after, limit }: { after: TaxPlace | null; limit: number },
): Promise<KeptTaxZone[]> {
  const { country, region, postalPrefix } = taxZones;
  const isBehind =
    after && sql`(${country}, ${region}, ${postalPrefix}) > (${after.country}, ${after.region}, ${after.postalPrefix})`;
  return db
    .select()
    .from(taxZones)
    .where(isBehind ?? undefined)
    .orderBy(asc(country), asc(region), asc(postalPrefix))
    .limit(limit);
}

export async function countTaxZones(db: CartsReader): Promise<number> {
  return db.$count(taxZones);
}

/** All that was, is and is to be, by zone, class and time. One statement. */
export async function findTaxPeriods(
  db: CartsReader,
  zoneIds: readonly string[],
): Promise<(TaxPeriod & { readonly zoneId: string })[]> {
  const { zoneId, taxClass, validFrom } = taxZoneRates;
  return db
    .select()
    .from(taxZoneRates)
    .where(inArray(zoneId, [...zoneIds]))
    .orderBy(asc(zoneId), asc(taxClass), asc(validFrom));
}

/** Holds the zone and its rates against every other writer until the transaction ends. @returns null when there is no such zone */
export async function lockTaxZone(tx: CartsTransaction, id: string): Promise<KeptTaxZone | null> {
  const [zone] = await tx.select().from(taxZones).where(eq(taxZones.id, id)).for('update');
  return zone ?? null;
}

export async function findTaxZone(db: CartsReader, id: string): Promise<KeptTaxZone | null> {
  const [zone] = await db.select().from(taxZones).where(eq(taxZones.id, id));
  return zone ?? null;
}

/** Lets nobody else say where a zone is, until the transaction ends; who prices carts is not kept waiting. */
export async function lockTaxPlaces(tx: CartsTransaction): Promise<void> {
  await tx.execute(sql`lock table ${taxZones} in share row exclusive mode`);
}

/** The zone that is exactly this place. */
export async function findTaxZoneAt(
  db: CartsReader,
  { country, region, postalPrefix }: TaxPlace,
): Promise<KeptTaxZone | null> {
  const isThere = and(
    eq(taxZones.country, country),
    eq(taxZones.region, region),
    eq(taxZones.postalPrefix, postalPrefix),
  );
  const [zone] = await db.select().from(taxZones).where(isThere);
  return zone ?? null;
}

export async function insertTaxZone(tx: CartsTransaction, terms: TaxZoneTerms): Promise<KeptTaxZone> {
  const [inserted] = await tx
    .insert(taxZones)
    .values({ id: newId(), ...terms })
    .returning();
  if (!inserted) throw new Error('An insert returns its row');
  return inserted;
}

export async function updateTaxZone(tx: CartsTransaction, { id, ...terms }: KeptTaxZone): Promise<void> {
  await tx.update(taxZones).set(terms).where(eq(taxZones.id, id));
}

export async function insertTaxPeriod(tx: CartsTransaction, zoneId: string, period: TaxPeriod): Promise<void> {
  const { taxClass, rateBasisPoints, validFrom, validUntil } = period;
  await tx.insert(taxZoneRates).values({ zoneId, taxClass, rateBasisPoints, validFrom, validUntil });
}

/** Decides anew when a period ends. */
export async function setTaxPeriodEnd(
  tx: CartsTransaction,
  zoneId: string,
  { period, validUntil }: { period: TaxPeriod; validUntil: Date | null },
): Promise<void> {
  await tx.update(taxZoneRates).set({ validUntil }).where(isPeriod(zoneId, period));
}

export async function deleteTaxPeriod(tx: CartsTransaction, zoneId: string, period: TaxPeriod): Promise<void> {
  await tx.delete(taxZoneRates).where(isPeriod(zoneId, period));
}

/** Ends what is in force at this moment, and takes away what has not begun before it. */
export async function endTaxPeriods(tx: CartsTransaction, zoneId: string, at: Date): Promise<void> {
  const ofZone = eq(taxZoneRates.zoneId, zoneId);
  await tx.delete(taxZoneRates).where(and(ofZone, gte(taxZoneRates.validFrom, at)));
  const lasts = or(isNull(taxZoneRates.validUntil), gt(taxZoneRates.validUntil, at));
  await tx.update(taxZoneRates).set({ validUntil: at }).where(and(ofZone, lasts));
}

function isPeriod(zoneId: string, { taxClass, validFrom }: TaxPeriod) {
  return and(
    eq(taxZoneRates.zoneId, zoneId),
    eq(taxZoneRates.taxClass, taxClass),
    eq(taxZoneRates.validFrom, validFrom),
  );
}
