import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Pick, WantedLine } from '../domain/choose-warehouses.js';
import { type ReservationStatus, statusesBefore } from '../domain/reservation-status.js';
import type { ShortLine } from '../domain/short-of-stock.error.js';
import type { InventoryDrizzle, InventoryTransaction } from './database.js';
import { droppedPieces, reservationLines, reservations, shortfalls } from './tables.js';

export interface ReservationRow {
  readonly orderId: string;
  readonly status: ReservationStatus;
  readonly expiresAt: Date;
}

/** The database's clock at the moment of asking; `now()` would be the transaction's start. */
const inSeconds = (ttlSeconds: number) => sql`clock_timestamp() + make_interval(secs => ${ttlSeconds})`;

/**
 * Makes the order's reservation HELD, when it has none or one that ended without being paid. A second call at the same time waits
 * for the first.
 *
 * @returns when it expires; null when the order has a reservation that can't become HELD: nothing is changed then
 */
export async function claimHold(
  tx: InventoryTransaction,
  { orderId, ttlSeconds }: { orderId: string; ttlSeconds: number },
): Promise<Date | null> {
  const [claimed] = await tx
    .insert(reservations)
    .values({ orderId, status: 'HELD', expiresAt: inSeconds(ttlSeconds) })
    .onConflictDoUpdate({
      target: reservations.orderId,
      set: { status: 'HELD', expiresAt: sql`excluded.expires_at`, updatedAt: sql`now()` },
      setWhere: inArray(reservations.status, statusesBefore('HELD')),
    })
    .returning({ expiresAt: reservations.expiresAt });
  return claimed?.expiresAt ?? null;
}

/**
 * Makes a HELD reservation for each order that has none of any status, in the order of their ids, so that nobody deadlocks. A second
 * call at the same time waits for the first.
 *
 * @param holds  at least one, one per order
 * @returns by order when it expires; those that have a reservation are absent and nothing of them is changed
 */
export async function addHolds(
  tx: InventoryTransaction,
  holds: readonly { orderId: string; ttlSeconds: number }[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = holds
    .toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1))
    .map(({ orderId, ttlSeconds }) => ({ orderId, status: 'HELD' as const, expiresAt: inSeconds(ttlSeconds) }));
  const { orderId, expiresAt } = reservations;
  const added = await tx.insert(reservations).values(rows).onConflictDoNothing().returning({ orderId, expiresAt });
  return new Map(added.map((row) => [row.orderId, row.expiresAt]));
}

/** Takes back what `addHolds` made in this transaction; the orders have no pieces. */
export async function removeHolds(tx: InventoryTransaction, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length > 0) await tx.delete(reservations).where(inArray(reservations.orderId, [...orderIds]));
}

/** Those that have a reservation, whatever its status. */
export async function findReservedOrders(db: InventoryDrizzle, orderIds: readonly string[]): Promise<string[]> {
  const { orderId } = reservations;
  const rows = await db
    .select({ orderId })
    .from(reservations)
    .where(inArray(orderId, [...orderIds]));
  return rows.map((row) => row.orderId);
}

/** Those of the orders that are paid and have their pieces. */
export async function findCommitted(db: InventoryTransaction, orderIds: readonly string[]): Promise<string[]> {
  const { orderId, status } = reservations;
  const rows = await db
    .select({ orderId })
    .from(reservations)
    .where(and(inArray(orderId, [...orderIds]), eq(status, 'COMMITTED')));
  return rows.map((row) => row.orderId);
}

/** Locks the order's reservation until the transaction ends; an order that is not known gets one that is RELEASED. */
export async function lockReservation(tx: InventoryTransaction, orderId: string): Promise<ReservationRow> {
  await tx.insert(reservations).values({ orderId, status: 'RELEASED' }).onConflictDoNothing();
  const [row] = await tx.select().from(reservations).where(eq(reservations.orderId, orderId)).for('update');
  if (!row) throw new Error(`The reservation of ${orderId} is gone`);
  return row;
}

/** @returns whether it was in status `from` and is in `to` now */
export async function changeStatus(
  tx: InventoryTransaction,
  { orderId, from, to }: { orderId: string; from: ReservationStatus; to: ReservationStatus },
): Promise<boolean> {
  const changed = await tx
    .update(reservations)
    .set({ status: to, updatedAt: sql`now()` })
    .where(and(eq(reservations.orderId, orderId), eq(reservations.status, from)))
    .returning({ orderId: reservations.orderId });
  return changed.length === 1;
}

/** @returns whether it was HELD beyond its time and is EXPIRED now */
export async function changeToExpired(tx: InventoryTransaction, orderId: string): Promise<boolean> {
  const changed = await tx
    .update(reservations)
    .set({ status: 'EXPIRED', updatedAt: sql`now()` })
    .where(
      and(
        eq(reservations.orderId, orderId),
        eq(reservations.status, 'HELD'),
        lte(reservations.expiresAt, sql`clock_timestamp()`),
      ),
    )
    .returning({ orderId: reservations.orderId });
  return changed.length === 1;
}

/** Never shortens it. @returns whether it was still HELD */
export async function prolongHold(
  tx: InventoryTransaction,
  { orderId, ttlSeconds }: { orderId: string; ttlSeconds: number },
): Promise<boolean> {
  const changed = await tx
    .update(reservations)
    .set({ expiresAt: sql`greatest(${reservations.expiresAt}, ${inSeconds(ttlSeconds)})`, updatedAt: sql`now()` })
    .where(and(eq(reservations.orderId, orderId), eq(reservations.status, 'HELD')))
    .returning({ orderId: reservations.orderId });
  return changed.length === 1;
}

/** Orders whose reservation is HELD beyond its time, the longest overdue first. */
export async function findOverdue(db: InventoryDrizzle, limit: number): Promise<string[]> {
  const rows = await db
    .select({ orderId: reservations.orderId })
    .from(reservations)
    .where(and(eq(reservations.status, 'HELD'), lte(reservations.expiresAt, sql`now()`)))
    .orderBy(asc(reservations.expiresAt))
    .limit(limit);
  return rows.map(({ orderId }) => orderId);
}

export async function findPicks(tx: InventoryTransaction, orderId: string): Promise<Pick[]> {
  const { variantId, warehouseId, quantity } = reservationLines;
  return await tx
    .select({ variantId, warehouseId, quantity })
    .from(reservationLines)
    .where(eq(reservationLines.orderId, orderId))
    .orderBy(variantId, warehouseId);
}

/** @param picks  at least one; their orders have none */
export async function addPicks(
  tx: InventoryTransaction,
  picks: readonly (Pick & { readonly orderId: string })[],
): Promise<void> {
  const rows = picks.map(({ orderId, variantId, warehouseId, quantity }) => ({
    orderId,
    variantId,
    warehouseId,
    quantity,
  }));
  await tx.insert(reservationLines).values(rows);
}

/** @returns what was removed */
export async function removePicks(tx: InventoryTransaction, orderId: string): Promise<Pick[]> {
  const { variantId, warehouseId, quantity } = reservationLines;
  return await tx
    .delete(reservationLines)
    .where(eq(reservationLines.orderId, orderId))
    .returning({ variantId, warehouseId, quantity });
}

/** Takes pieces from the order's picks; one that has none left is removed. @param gone  at least one, one per pick, ≤ its quantity */
export async function reducePicks(
  tx: InventoryTransaction,
  orderId: string,
  gone: readonly { variantId: string; warehouseId: string; gone: number }[],
): Promise<void> {
  const rows = sql`json_to_recordset(${JSON.stringify(gone)}::json) as part("variantId" uuid, "warehouseId" uuid, gone integer)
    where line.order_id = ${orderId} and line.variant_id = part."variantId" and line.warehouse_id = part."warehouseId"`;
  await tx.execute(sql`delete from reservation_lines as line using ${rows} and line.quantity <= part.gone`);
  await tx.execute(sql`update reservation_lines as line set quantity = line.quantity - part.gone from ${rows}`);
}

/** @param dropped  at least one, one per variant; adds to what was dropped before */
export async function addDropped(
  tx: InventoryTransaction,
  orderId: string,
  dropped: readonly WantedLine[],
): Promise<void> {
  await tx
    .insert(droppedPieces)
    .values(dropped.map(({ variantId, quantity }) => ({ orderId, variantId, quantity })))
    .onConflictDoUpdate({
      target: [droppedPieces.orderId, droppedPieces.variantId],
      set: { quantity: sql`${droppedPieces.quantity} + excluded.quantity` },
    });
}

/** What was dropped before the order's payment was heard of. */
export async function findDropped(tx: InventoryTransaction, orderId: string): Promise<WantedLine[]> {
  const { variantId, quantity } = droppedPieces;
  return await tx.select({ variantId, quantity }).from(droppedPieces).where(eq(droppedPieces.orderId, orderId));
}

export async function addShortfall(
  tx: InventoryTransaction,
  shortfall: { orderId: string; lines: readonly ShortLine[] },
): Promise<void> {
  await tx.insert(shortfalls).values(shortfall).onConflictDoNothing();
}
