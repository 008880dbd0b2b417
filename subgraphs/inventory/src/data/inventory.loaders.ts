import { alignToKeys, groupByKeys, isId } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';
import { and, eq, exists, gt, inArray, sql } from 'drizzle-orm';
import type { InventoryDrizzle } from './database.js';
import { type CountRow, findCounts } from './stock-count.repository.js';
import {
  findTransferLines,
  findTransfers,
  type TransferLineRow,
  type TransferRow,
} from './stock-transfer.repository.js';
import { products, stockItems, variants, warehouses } from './tables.js';
import { findWarehouses, type WarehouseRow } from './warehouse.repository.js';

export interface WarehouseSupply {
  readonly warehouse: WarehouseRow;
  /** pieces that can be sold from it, ≥ 0 */
  readonly available: number;
}

/** What can be sold of a variant, over all warehouses. */
export interface StockSum {
  /** pieces on the shelf, ≥ 0 */
  readonly available: number;
  /** with those that may be sold before they are there, ≥ 0 */
  readonly sellable: number;
  /** days until those are there; null when none may be sold */
  readonly leadDays: number | null;
  /** null: nobody is told */
  readonly lowStockThreshold: number | null;
}

/** Made per request. A key that is malformed or not known gives null, or an empty list. */
export interface InventoryLoaders {
  /** by variant */
  readonly stock: DataLoader<string, StockSum | null>;
  /** by variant: in the order in which the warehouses are asked */
  readonly supplies: DataLoader<string, WarehouseSupply[]>;
  /** by product: whether it is for sale and a variant that is for sale can be sold now */
  readonly productInStock: DataLoader<string, boolean | null>;
  readonly warehouse: DataLoader<string, WarehouseRow | null>;
  readonly transfer: DataLoader<string, TransferRow | null>;
  /** by transfer */
  readonly transferLines: DataLoader<string, TransferLineRow[]>;
  readonly count: DataLoader<string, CountRow | null>;
}

export function createInventoryLoaders(db: InventoryDrizzle): InventoryLoaders {
  return {
    stock: new DataLoader(async (variantIds) =>
      alignToKeys(variantIds, await sumStock(db, variantIds.filter(isId)), ({ id }) => id),
    ),
    supplies: new DataLoader(async (variantIds) => {
      const rows = await listSupplies(db, variantIds.filter(isId));
      return groupByKeys(variantIds, rows, ({ variantId }) => variantId);
    }),
    productInStock: new DataLoader(async (productIds) => {
      const rows = await lookForStock(db, productIds.filter(isId));
      return alignToKeys(productIds, rows, ({ id }) => id).map((row) => row?.inStock ?? null);
    }),
    warehouse: new DataLoader(async (ids) =>
      alignToKeys(ids, await findWarehouses(db, ids.filter(isId)), ({ id }) => id),
    ),
    transfer: new DataLoader(async (ids) =>
      alignToKeys(ids, await findTransfers(db, ids.filter(isId)), ({ id }) => id),
    ),
    count: new DataLoader(async (ids) => alignToKeys(ids, await findCounts(db, ids.filter(isId)), ({ id }) => id)),
    transferLines: new DataLoader(async (ids) =>
      groupByKeys(ids, await findTransferLines(db, ids), ({ transferId }) => transferId),
    ),
  };
}

function sumStock(db: InventoryDrizzle, variantIds: string[]): Promise<(StockSum & { readonly id: string })[]> {
  return db
    .select({
      id: variants.id,
      available: sql<number>`coalesce(sum(${stockItems.available}), 0)::integer`,
      sellable: sql<number>`coalesce(sum(${stockItems.sellable}), 0)::integer`,
      leadDays: sql<number | null>`max(${stockItems.backorderLeadDays})`,
      lowStockThreshold: variants.lowStockThreshold,
    })
    .from(variants)
    .leftJoin(stockItems, eq(stockItems.variantId, variants.id))
    .where(inArray(variants.id, variantIds))
    .groupBy(variants.id);
}

function listSupplies(
  db: InventoryDrizzle,
  variantIds: string[],
): Promise<(WarehouseSupply & { readonly variantId: string })[]> {
  return db
    .select({ variantId: stockItems.variantId, warehouse: warehouses, available: stockItems.available })
    .from(stockItems)
    .innerJoin(warehouses, eq(warehouses.id, stockItems.warehouseId))
    .where(inArray(stockItems.variantId, variantIds))
    .orderBy(warehouses.priority, warehouses.id);
}

function lookForStock(db: InventoryDrizzle, productIds: string[]): Promise<{ id: string; inStock: boolean }[]> {
  const sellable = db
    .select({ id: variants.id })
    .from(variants)
    .innerJoin(stockItems, eq(stockItems.variantId, variants.id))
    .where(and(eq(variants.productId, products.id), variants.isActive, gt(stockItems.sellable, 0)));
  return db
    .select({ id: products.id, inStock: sql<boolean>`${products.isActive} and ${exists(sellable)}` })
    .from(products)
    .where(inArray(products.id, productIds));
}
