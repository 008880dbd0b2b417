import { newId } from '@souk/subgraph-kit';
import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Supply } from '../domain/choose-warehouses.js';
import type { StockMove } from '../domain/stock-movement.js';
import type { InventoryDrizzle, InventoryTransaction } from './database.js';
import { stockItems, variants, warehouses } from './tables.js';

export interface StockItemRow {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly safetyStock: number;
  readonly available: number;
  readonly updatedAt: Date;
}

export interface LockedVariant {
  readonly id: string;
  readonly sellerId: string;
}

/** What can be sold of a variant over all warehouses, after its `stockVersion`-th change. */
export interface VariantStock {
  readonly variantId: string;
  readonly productId: string;
  readonly stockVersion: number;
  readonly available: number;
}

/**
 * Locks the variants in the order of their ids: two transactions that want the same ones wait, and never for each other. Everything
 * that changes stock does this first, so what it then reads of these variants' stock stays as it is.
 *
 * @returns those that are known here
 */
export async function lockVariants(tx: InventoryTransaction, ids: readonly string[]): Promise<LockedVariant[]> {
  return await tx
    .select({ id: variants.id, sellerId: variants.sellerId })
    .from(variants)
    .where(inArray(variants.id, [...ids]))
    .orderBy(asc(variants.id))
    .for('no key update');
}

/** What each warehouse can give of the variants; one row per stock item that has something to give. */
export async function findSupplies(
  tx: InventoryDrizzle | InventoryTransaction,
  variantIds: readonly string[],
): Promise<Supply[]> {
  return await tx
    .select({
      variantId: stockItems.variantId,
      warehouseId: stockItems.warehouseId,
      available: stockItems.available,
      priority: warehouses.priority,
      country: warehouses.country,
    })
    .from(stockItems)
    .innerJoin(warehouses, eq(warehouses.id, stockItems.warehouseId))
    .where(and(inArray(stockItems.variantId, [...variantIds]), gt(stockItems.available, 0)));
}

export async function findStockItem(
  tx: InventoryTransaction,
  item: { variantId: string; warehouseId: string },
): Promise<StockItemRow | null> {
  const [row] = await tx.select().from(stockItems).where(isItem(item));
  return row ?? null;
}

/** The item, and whose variant it is. */
export async function findItemWithSeller(
  db: InventoryDrizzle,
  item: { variantId: string; warehouseId: string },
): Promise<{ item: StockItemRow; sellerId: string } | null> {
  const [row] = await db
    .select({ item: stockItems, sellerId: variants.sellerId })
    .from(stockItems)
    .innerJoin(variants, eq(variants.id, stockItems.variantId))
    .where(isItem(item));
  return row ?? null;
}

/** @throws Error  when there is none */
export async function requireStockItem(
  tx: InventoryTransaction,
  item: { variantId: string; warehouseId: string },
): Promise<StockItemRow> {
  const row = await findStockItem(tx, item);
  if (!row) throw new Error(`No stock item of variant ${item.variantId} in warehouse ${item.warehouseId}`);
  return row;
}

/** An item without pieces, ready for its first movement. */
export async function addStockItem(
  tx: InventoryTransaction,
  { variantId, warehouseId }: { variantId: string; warehouseId: string },
): Promise<void> {
  await tx.insert(stockItems).values({ variantId, warehouseId, onHand: 0 });
}

/**
 * Writes the ledger, which changes the stock items: one statement, whatever the number of moves. RESERVED leaves the safety stock alone;
 * no move leaves fewer pieces on hand than are reserved.
 *
 * @param moves  their variants are locked
 * @throws Error  when an item does not allow its moves or does not exist: who planned the moves has a bug
 * Source: docs/decisions/0027-the-ledger-makes-the-numbers.md
 */
export async function moveStock(tx: InventoryTransaction, moves: readonly StockMove[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = JSON.stringify(moves.map((move) => ({ id: newId(), ...move })));
  await tx.execute(sql`
    insert into stock_movements
      (id, variant_id, warehouse_id, kind, on_hand_delta, reserved_delta, reason, reference)
    select * from json_to_recordset(${rows}::json) as move(
      "id" uuid, "variantId" uuid, "warehouseId" uuid, "kind" stock_movement_kind,
      "onHandDelta" integer, "reservedDelta" integer, "reason" text, "reference" text)`);
}

/** Counts one change of each variant's availability. The variants are locked. One statement. */
export async function bumpStockVersions(
  tx: InventoryTransaction,
  variantIds: readonly string[],
): Promise<VariantStock[]> {
  return await tx
    .update(variants)
    .set({ stockVersion: sql`${variants.stockVersion} + 1` })
    .where(inArray(variants.id, [...variantIds]))
    .returning({
      variantId: variants.id,
      productId: variants.productId,
      stockVersion: variants.stockVersion,
      available: sql<number>`(
        select coalesce(sum(item.available), 0)::integer from stock_items as item where item.variant_id = "variants"."id")`,
    });
}

function isItem({ variantId, warehouseId }: { variantId: string; warehouseId: string }): SQL | undefined {
  return and(eq(stockItems.variantId, variantId), eq(stockItems.warehouseId, warehouseId));
}
