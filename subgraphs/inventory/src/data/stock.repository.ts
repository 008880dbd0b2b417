import { newId } from '@souk/subgraph-kit';
import { and, asc, eq, gt, inArray, ne, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Supply } from '../domain/choose-warehouses.js';
import type { StockMove } from '../domain/stock-movement.js';
import type { InventoryDrizzle, InventoryTransaction } from './database.js';
import { stockItems, variants } from './tables.js';

export interface StockItemRow {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly safetyStock: number;
  readonly backorderLimit: number;
  readonly backorderLeadDays: number | null;
  readonly available: number;
  readonly sellable: number;
  readonly updatedAt: Date;
}

export interface LockedVariant {
  readonly id: string;
  readonly sellerId: string;
}

const variantStocks = z.array(
  z.object({
    variantId: z.string(),
    productId: z.string(),
    sellerId: z.string(),
    sku: z.string(),
    name: z.string(),
    stockVersion: z.int(),
    sellable: z.int(),
    threshold: z.int().nullable(),
    ranLow: z.boolean(),
  }),
);

/** What can be sold of a variant over all warehouses, after its `stockVersion`-th change; `ranLow`: it fell to its threshold with it. */
export type VariantStock = z.infer<typeof variantStocks>[number];

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

const supplies = z.array(
  z.object({
    variantId: z.string(),
    warehouseId: z.string(),
    available: z.int(),
    backorder: z.int(),
    leadDays: z.int().nullable(),
    priority: z.int(),
    distances: z.record(z.string(), z.int()),
  }),
);

/**
 * What each warehouse can give of the variants; one row per stock item that has something to give. One statement.
 *
 * @param countries  those to which the distances are wanted
 */
export async function findSupplies(
  tx: InventoryDrizzle | InventoryTransaction,
  { variantIds, countries }: { variantIds: readonly string[]; countries: readonly string[] },
): Promise<Supply[]> {
  const rows = await tx.execute(sql`
    select item.variant_id as "variantId", item.warehouse_id as "warehouseId", item.available,
      item.sellable - item.available as backorder, item.backorder_lead_days as "leadDays", warehouse.priority,
      coalesce((
        select json_object_agg(asked.country, case when asked.country = warehouse.country then 0 else 1 end)
        from json_array_elements_text(${JSON.stringify(countries)}::json) as asked(country)
        left join country_regions as region on region.country = asked.country
        left join country_regions as own on own.country = warehouse.country
        where asked.country = warehouse.country or region.region = own.region), '{}') as distances
    from stock_items as item
    join warehouses as warehouse on warehouse.id = item.warehouse_id
    where item.sellable > 0 and ${inArray(sql`item.variant_id`, [...variantIds])}`);
  return supplies.parse(rows);
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

/** Those of one warehouse that exist, in no order. */
export async function findStockItems(
  tx: InventoryTransaction,
  { warehouseId, variantIds }: { warehouseId: string; variantIds: readonly string[] },
): Promise<StockItemRow[]> {
  return await tx
    .select()
    .from(stockItems)
    .where(and(eq(stockItems.warehouseId, warehouseId), inArray(stockItems.variantId, [...variantIds])));
}

/** Items without pieces, ready for their first movement; those that exist stay as they are. @param items  at least one */
export async function addStockItems(
  tx: InventoryTransaction,
  items: readonly { variantId: string; warehouseId: string }[],
): Promise<void> {
  await tx
    .insert(stockItems)
    .values(items.map(({ variantId, warehouseId }) => ({ variantId, warehouseId })))
    .onConflictDoNothing();
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

/** Counts one change of what can be sold of each variant, and notes whether it is low. The variants are locked. One statement. */
export async function recordStockChange(
  tx: InventoryTransaction,
  variantIds: readonly string[],
): Promise<VariantStock[]> {
  const rows = await tx.execute(sql`
    with stock as (
      select variant.id, variant.is_low, coalesce(sum(item.sellable), 0)::integer as sellable
      from variants as variant left join stock_items as item on item.variant_id = variant.id
      where ${inArray(sql`variant.id`, [...variantIds])}
      group by variant.id
    )
    update variants as variant
    set stock_version = variant.stock_version + 1, is_low = coalesce(stock.sellable <= variant.low_stock_threshold, false)
    from stock where stock.id = variant.id
    returning variant.id as "variantId", variant.product_id as "productId", variant.seller_id as "sellerId",
      coalesce(variant.sku, '') as sku, coalesce(variant.name, '') as name, variant.stock_version as "stockVersion",
      stock.sellable, variant.low_stock_threshold as threshold, variant.is_low and not stock.is_low as "ranLow"`);
  return variantStocks.parse(rows);
}

/** Changes the rules of an item whose variant is locked; its numbers stay. */
export async function changeItemRules(
  tx: InventoryTransaction,
  item: { variantId: string; warehouseId: string },
  rules: Pick<StockItemRow, 'safetyStock' | 'backorderLimit' | 'backorderLeadDays'>,
): Promise<void> {
  await tx
    .update(stockItems)
    .set({ ...rules, updatedAt: sql`now()` })
    .where(isItem(item));
}

/** @returns whether another item of the variant may be sold beyond stock */
export async function isBackorderedElsewhere(
  tx: InventoryTransaction,
  { variantId, warehouseId }: { variantId: string; warehouseId: string },
): Promise<boolean> {
  const [other] = await tx
    .select({ warehouseId: stockItems.warehouseId })
    .from(stockItems)
    .where(
      and(
        eq(stockItems.variantId, variantId),
        ne(stockItems.warehouseId, warehouseId),
        gt(stockItems.backorderLimit, 0),
      ),
    );
  return other !== undefined;
}

/** The variant is locked. */
export async function changeThreshold(
  tx: InventoryTransaction,
  { variantId, threshold }: { variantId: string; threshold: number | null },
): Promise<void> {
  await tx.update(variants).set({ lowStockThreshold: threshold }).where(eq(variants.id, variantId));
}

function isItem({ variantId, warehouseId }: { variantId: string; warehouseId: string }): SQL | undefined {
  return and(eq(stockItems.variantId, variantId), eq(stockItems.warehouseId, warehouseId));
}
