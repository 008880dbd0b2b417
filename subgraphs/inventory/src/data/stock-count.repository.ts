import { and, asc, count, eq, gt, inArray, sql } from 'drizzle-orm';
import type { CountStatus } from '../domain/stock-count.js';
import type { InventoryDrizzle, InventoryTransaction } from './database.js';
import { stockCountLines, stockCounts } from './tables.js';

export interface CountRow {
  readonly id: string;
  readonly warehouseId: string;
  readonly status: CountStatus;
  readonly note: string | null;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly endedAt: Date | null;
}

export interface CountLineRow {
  readonly countId: string;
  readonly variantId: string;
  readonly counted: number;
  /** what should have lain there at the moment when `counted` was entered */
  readonly expected: number;
  readonly enteredBy: string;
  readonly enteredAt: Date;
}

/** OPEN. @returns null when another count of the warehouse is open */
export async function addCount(
  tx: InventoryTransaction,
  fresh: Pick<CountRow, 'id' | 'warehouseId' | 'note' | 'openedBy'>,
): Promise<CountRow | null> {
  const [row] = await tx
    .insert(stockCounts)
    .values({ ...fresh, status: 'OPEN' })
    .onConflictDoNothing()
    .returning();
  return row ?? null;
}

/** Locks it until the transaction ends. @returns null when there is none */
export async function lockCount(tx: InventoryTransaction, id: string): Promise<CountRow | null> {
  const [row] = await tx.select().from(stockCounts).where(eq(stockCounts.id, id)).for('update');
  return row ?? null;
}

/** By id; those that exist, in no order. */
export async function findCounts(db: InventoryDrizzle, ids: readonly string[]): Promise<CountRow[]> {
  return await db
    .select()
    .from(stockCounts)
    .where(inArray(stockCounts.id, [...ids]));
}

/** The count is locked. */
export async function endCount(
  tx: InventoryTransaction,
  id: string,
  status: Exclude<CountStatus, 'OPEN'>,
): Promise<CountRow> {
  const [row] = await tx
    .update(stockCounts)
    .set({ status, endedAt: sql`now()` })
    .where(eq(stockCounts.id, id))
    .returning();
  if (!row) throw new Error(`The count ${id} is gone`);
  return row;
}

/** A variant that was entered before gets the new number. @param lines  at least one, one per variant */
export async function saveCountLines(
  tx: InventoryTransaction,
  lines: readonly Omit<CountLineRow, 'enteredAt'>[],
): Promise<void> {
  await tx
    .insert(stockCountLines)
    .values([...lines])
    .onConflictDoUpdate({
      target: [stockCountLines.countId, stockCountLines.variantId],
      set: {
        counted: sql`excluded.counted`,
        expected: sql`excluded.expected`,
        enteredBy: sql`excluded.entered_by`,
        enteredAt: sql`now()`,
      },
    });
}

export async function findCountLines(tx: InventoryTransaction, countId: string): Promise<CountLineRow[]> {
  return await tx.select().from(stockCountLines).where(eq(stockCountLines.countId, countId));
}

/** By variant. @param after  variant of the last line of the page before */
export async function pageOfCountLines(
  db: InventoryDrizzle,
  { countId, limit, after }: { countId: string; limit: number; after: string | null },
): Promise<CountLineRow[]> {
  return await db
    .select()
    .from(stockCountLines)
    .where(and(eq(stockCountLines.countId, countId), after === null ? undefined : gt(stockCountLines.variantId, after)))
    .orderBy(asc(stockCountLines.variantId))
    .limit(limit);
}

export async function countCountLines(db: InventoryDrizzle | InventoryTransaction, countId: string): Promise<number> {
  const [row] = await db.select({ count: count() }).from(stockCountLines).where(eq(stockCountLines.countId, countId));
  return row?.count ?? 0;
}
