import { and, asc, count, eq, gt, inArray, or, sql } from 'drizzle-orm';
import type { InventoryDrizzle, InventoryTransaction } from './database.js';
import { warehouses } from './tables.js';

export interface WarehouseRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly priority: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type NewWarehouse = Pick<WarehouseRow, 'id' | 'code' | 'name' | 'country' | 'priority'>;

/** Those that exist, in no order. */
export async function findWarehouses(
  db: InventoryDrizzle | InventoryTransaction,
  ids: readonly string[],
): Promise<WarehouseRow[]> {
  return await db
    .select()
    .from(warehouses)
    .where(inArray(warehouses.id, [...ids]));
}

/** Ids by code; those that exist. */
export async function findWarehouseIds(
  tx: InventoryTransaction,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { id, code } = warehouses;
  const rows = await tx
    .select({ id, code })
    .from(warehouses)
    .where(inArray(code, [...codes]));
  return new Map(rows.map((row) => [row.code, row.id]));
}

/** By priority. @param after  priority and id of the last warehouse of the page before */
export async function pageOfWarehouses(
  db: InventoryDrizzle,
  { limit, after }: { limit: number; after: readonly [number, string] | null },
): Promise<WarehouseRow[]> {
  const [priority, id] = after ?? [];
  const isLater =
    priority === undefined || id === undefined
      ? undefined
      : or(gt(warehouses.priority, priority), and(eq(warehouses.priority, priority), gt(warehouses.id, id)));
  return await db
    .select()
    .from(warehouses)
    .where(isLater)
    .orderBy(asc(warehouses.priority), asc(warehouses.id))
    .limit(limit);
}

export async function countWarehouses(db: InventoryDrizzle): Promise<number> {
  const [row] = await db.select({ count: count() }).from(warehouses);
  return row?.count ?? 0;
}

/** @returns null when another warehouse has the code */
export async function addWarehouse(tx: InventoryTransaction, warehouse: NewWarehouse): Promise<WarehouseRow | null> {
  const [row] = await tx
    .insert(warehouses)
    .values(warehouse)
    .onConflictDoNothing({ target: warehouses.code })
    .returning();
  return row ?? null;
}

/** @returns null when there is no such warehouse */
export async function changeWarehouse(
  db: InventoryDrizzle,
  id: string,
  changes: Partial<Pick<WarehouseRow, 'name' | 'country' | 'priority'>>,
): Promise<WarehouseRow | null> {
  const [row] = await db
    .update(warehouses)
    .set({ ...changes, updatedAt: sql`now()` })
    .where(eq(warehouses.id, id))
    .returning();
  return row ?? null;
}
