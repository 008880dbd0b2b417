import { newId } from '@souk/subgraph-kit';
import { and, asc, eq, gt, inArray, not, or, sql } from 'drizzle-orm';
import type { ShippingPlace } from '../domain/shipping.js';
import type { KeptShippingZone } from '../domain/shipping-tariff.js';
import type { CartsReader, CartsTransaction } from './database.js';
import { shippingPlaces, shippingServices, shippingZones } from './tables.js';

/** By name. @param after  the name before the stretch */
export function listShippingZones(
  db: CartsReader,
  { after, limit }: { after: string | null; limit: number },
): Promise<KeptShippingZone[]> {
  return db
    .select()
    .from(shippingZones)
    .where(after === null ? undefined : gt(shippingZones.name, after))
    .orderBy(asc(shippingZones.name))
    .limit(limit);
}

export async function countShippingZones(db: CartsReader): Promise<number> {
  return db.$count(shippingZones);
}

/** By country and region. One statement. */
export function findShippingPlaces(
  db: CartsReader,
  zoneIds: readonly string[],
): Promise<(ShippingPlace & { readonly zone: string })[]> {
  return db
    .select()
    .from(shippingPlaces)
    .where(inArray(shippingPlaces.zone, [...zoneIds]))
    .orderBy(asc(shippingPlaces.country), asc(shippingPlaces.region));
}

export async function findShippingZone(db: CartsReader, id: string): Promise<KeptShippingZone | null> {
  const [zone] = await db.select().from(shippingZones).where(eq(shippingZones.id, id));
  return zone ?? null;
}

/** Holds the zone and its services against every other writer until the transaction ends. */
export async function lockShippingZone(tx: CartsTransaction, id: string): Promise<KeptShippingZone | null> {
  const [zone] = await tx.select().from(shippingZones).where(eq(shippingZones.id, id)).for('update');
  return zone ?? null;
}

/**
 * Lets nobody else name a zone or say where it is, until the transaction ends; who prices carts is not kept waiting.
 * @NOTE before `lockShippingZone`, never after it: the other order could deadlock
 */
export async function lockShippingMap(tx: CartsTransaction): Promise<void> {
  await tx.execute(sql`lock table ${shippingZones}, ${shippingPlaces} in share row exclusive mode`);
}

export async function findShippingZoneByName(db: CartsReader, name: string): Promise<KeptShippingZone | null> {
  const [zone] = await db.select().from(shippingZones).where(eq(shippingZones.name, name));
  return zone ?? null;
}

export async function insertShippingZone(tx: CartsTransaction, name: string): Promise<KeptShippingZone> {
  const zone = { id: newId(), name };
  await tx.insert(shippingZones).values(zone);
  return zone;
}

export async function renameShippingZone(tx: CartsTransaction, { id, name }: KeptShippingZone): Promise<void> {
  await tx.update(shippingZones).set({ name }).where(eq(shippingZones.id, id));
}

/** The zone must have no places. Its services go with it. */
export async function deleteShippingZone(tx: CartsTransaction, id: string): Promise<void> {
  await tx.delete(shippingServices).where(eq(shippingServices.zone, id));
  await tx.delete(shippingZones).where(eq(shippingZones.id, id));
}

/** Puts these places into the zone, out of those they were in, and takes all others out of it. */
export async function replaceShippingPlaces(
  tx: CartsTransaction,
  zone: string,
  places: readonly ShippingPlace[],
): Promise<void> {
  const isNamed = or(
    ...places.map(({ country, region }) => and(eq(shippingPlaces.country, country), eq(shippingPlaces.region, region))),
  );
  await tx.delete(shippingPlaces).where(and(eq(shippingPlaces.zone, zone), isNamed && not(isNamed)));
  if (places.length === 0) return;
  await tx
    .insert(shippingPlaces)
    .values(places.map(({ country, region, regionName }) => ({ country, region, regionName, zone })))
    .onConflictDoUpdate({
      target: [shippingPlaces.country, shippingPlaces.region],
      set: { zone: sql`excluded.zone`, regionName: sql`excluded.region_name` },
    });
}
