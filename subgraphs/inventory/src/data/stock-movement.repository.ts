import { and, count, desc, eq, inArray, lt, type SQL } from 'drizzle-orm';
import type { StockMove } from '../domain/stock-movement.js';
import type { InventoryDrizzle } from './database.js';
import { stockMovements, variants } from './tables.js';

export interface StockMovementRow extends StockMove {
  readonly id: string;
  readonly createdAt: Date;
}

/** Each that is given narrows the list. */
export interface StockMovementFilter {
  readonly variantId: string | null;
  readonly warehouseId: string | null;
  /** only variants of this seller */
  readonly sellerId: string | null;
}

/** Newest first. @param after  id of the last movement of the page before */
export async function pageOfMovements(
  db: InventoryDrizzle,
  filter: StockMovementFilter,
  { limit, after }: { limit: number; after: string | null },
): Promise<StockMovementRow[]> {
  return await db
    .select()
    .from(stockMovements)
    .where(and(matches(db, filter), after === null ? undefined : lt(stockMovements.id, after)))
    .orderBy(desc(stockMovements.id))
    .limit(limit);
}

export async function countMovements(db: InventoryDrizzle, filter: StockMovementFilter): Promise<number> {
  const [row] = await db.select({ count: count() }).from(stockMovements).where(matches(db, filter));
  return row?.count ?? 0;
}

function matches(db: InventoryDrizzle, { variantId, warehouseId, sellerId }: StockMovementFilter): SQL | undefined {
  return and(
    variantId === null ? undefined : eq(stockMovements.variantId, variantId),
    warehouseId === null ? undefined : eq(stockMovements.warehouseId, warehouseId),
    sellerId === null
      ? undefined
      : inArray(
          stockMovements.variantId,
          db.select({ id: variants.id }).from(variants).where(eq(variants.sellerId, sellerId)),
        ),
  );
}
