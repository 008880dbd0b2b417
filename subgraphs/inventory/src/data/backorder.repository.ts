import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { WantedLine } from '../domain/choose-warehouses.js';
import type { BackorderedPieces, HeldPick } from '../domain/plan-holds.js';
import type { InventoryTransaction } from './database.js';
import { backorderedPieces } from './tables.js';

/** @param picks  of orders that await nothing yet; those that lie on a shelf are left out */
export async function addBackordered(
  tx: InventoryTransaction,
  picks: readonly (HeldPick & { readonly orderId: string })[],
): Promise<void> {
  const rows = picks.flatMap(({ orderId, variantId, warehouseId, backordered, leadDays }) =>
    leadDays === null ? [] : [{ orderId, variantId, warehouseId, quantity: backordered, leadDays }],
  );
  if (rows.length > 0) await tx.insert(backorderedPieces).values(rows);
}

/** In the order of their ids. */
export async function findBackordered(tx: InventoryTransaction, orderId: string): Promise<BackorderedPieces[]> {
  const { variantId, quantity, leadDays } = backorderedPieces;
  return await tx
    .select({ variantId, quantity, leadDays })
    .from(backorderedPieces)
    .where(eq(backorderedPieces.orderId, orderId))
    .orderBy(variantId);
}

/** The order has no pieces any more. */
export async function forgetBackordered(tx: InventoryTransaction, orderId: string): Promise<void> {
  await tx.delete(backorderedPieces).where(eq(backorderedPieces.orderId, orderId));
}

/** Pieces of an order that no longer waits for them. */
export interface Served extends WantedLine {
  readonly orderId: string;
}

const served = z.array(z.object({ orderId: z.string(), variantId: z.string(), quantity: z.int() }));

/**
 * Gives what lies on the shelves to those who wait for it, whoever waits longest first; nobody gets a part. The variants are locked, and
 * the numbers are those after their change. One statement.
 *
 * Of an item, the free pieces are what is on hand and not reserved, with what is backordered itself: that was sold without being there.
 */
export async function serveBackordered(tx: InventoryTransaction, variantIds: readonly string[]): Promise<Served[]> {
  const rows = await tx.execute(sql`
    delete from backordered_pieces as piece using (
      select order_id, variant_id, warehouse_id,
        sum(quantity) over (partition by variant_id, warehouse_id order by since, order_id) as so_far,
        sum(quantity) over (partition by variant_id, warehouse_id) as all_of_them
      from backordered_pieces where ${inArray(sql`variant_id`, [...variantIds])}
    ) as waiting join stock_items as item using (variant_id, warehouse_id)
    where piece.order_id = waiting.order_id and piece.variant_id = waiting.variant_id
      and waiting.so_far <= item.on_hand - item.reserved + waiting.all_of_them
    returning piece.order_id as "orderId", piece.variant_id as "variantId", piece.quantity`);
  return served.parse(rows);
}

/** An order wants fewer pieces: it waits for as many fewer. @returns for which it no longer waits */
export async function reduceBackordered(
  tx: InventoryTransaction,
  orderId: string,
  dropped: readonly WantedLine[],
): Promise<Served[]> {
  const gone: Served[] = [];
  const backordered = new Map(
    (await findBackordered(tx, orderId)).map(({ variantId, quantity }) => [variantId, quantity]),
  );
  for (const { variantId, quantity } of dropped) {
    const before = backordered.get(variantId) ?? 0;
    if (before === 0) continue;
    const here = and(eq(backorderedPieces.orderId, orderId), eq(backorderedPieces.variantId, variantId));
    const left = before - quantity;
    if (left > 0) await tx.update(backorderedPieces).set({ quantity: left }).where(here);
    else await tx.delete(backorderedPieces).where(here);
    gone.push({ orderId, variantId, quantity: Math.min(before, quantity) });
  }
  return gone;
}
