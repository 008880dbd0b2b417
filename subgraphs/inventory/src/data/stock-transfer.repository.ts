import { and, count, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { TransferStatus } from '../domain/transfer-status.js';
import type { InventoryDrizzle, InventoryTransaction } from './database.js';
import { stockTransferLines, stockTransfers } from './tables.js';

export interface TransferRow {
  readonly id: string;
  readonly fromWarehouseId: string;
  readonly toWarehouseId: string;
  readonly status: TransferStatus;
  readonly note: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly shippedAt: Date | null;
  readonly endedAt: Date | null;
}

export interface TransferLineRow {
  readonly transferId: string;
  readonly variantId: string;
  /** as it was sent */
  readonly quantity: number;
  /** null until it was received */
  readonly received: number | null;
}

export type NewTransfer = Pick<TransferRow, 'id' | 'fromWarehouseId' | 'toWarehouseId' | 'note' | 'createdBy'>;

/** CREATED. @param lines  at least one, one per variant */
export async function addTransfer(
  tx: InventoryTransaction,
  transfer: NewTransfer,
  lines: readonly { variantId: string; quantity: number }[],
): Promise<void> {
  await tx.insert(stockTransfers).values({ ...transfer, status: 'CREATED' });
  await tx.insert(stockTransferLines).values(lines.map((line) => ({ transferId: transfer.id, ...line })));
}

/** Locks it until the transaction ends. @returns null when there is none */
export async function lockTransfer(tx: InventoryTransaction, id: string): Promise<TransferRow | null> {
  const [row] = await tx.select().from(stockTransfers).where(eq(stockTransfers.id, id)).for('update');
  return row ?? null;
}

/** By id; those that exist, in no order. */
export async function findTransfers(db: InventoryDrizzle, ids: readonly string[]): Promise<TransferRow[]> {
  return await db
    .select()
    .from(stockTransfers)
    .where(inArray(stockTransfers.id, [...ids]));
}

/** Notes the status and when it was reached. The transfer is locked. */
export async function changeTransferStatus(
  tx: InventoryTransaction,
  id: string,
  status: Exclude<TransferStatus, 'CREATED'>,
): Promise<TransferRow> {
  const moment = status === 'IN_TRANSIT' ? { shippedAt: sql`now()` } : { endedAt: sql`now()` };
  const [row] = await tx
    .update(stockTransfers)
    .set({ status, ...moment })
    .where(eq(stockTransfers.id, id))
    .returning();
  if (!row) throw new Error(`The transfer ${id} is gone`);
  return row;
}

/** Of all the transfers, by variant. */
export async function findTransferLines(
  db: InventoryDrizzle | InventoryTransaction,
  transferIds: readonly string[],
): Promise<TransferLineRow[]> {
  return await db
    .select()
    .from(stockTransferLines)
    .where(inArray(stockTransferLines.transferId, [...transferIds]))
    .orderBy(stockTransferLines.variantId);
}

/** One statement. @param received  pieces by variant, for every line */
export async function noteReceived(
  tx: InventoryTransaction,
  transferId: string,
  received: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = JSON.stringify([...received].map(([variantId, quantity]) => ({ variantId, quantity })));
  await tx.execute(sql`
    update stock_transfer_lines as line set received = arrived.quantity
    from json_to_recordset(${rows}::json) as arrived("variantId" uuid, quantity integer)
    where line.transfer_id = ${transferId} and line.variant_id = arrived."variantId"`);
}

/** Newest first. @param after  id of the last transfer of the page before */
export async function pageOfTransfers(
  db: InventoryDrizzle,
  { status, limit, after }: { status: TransferStatus | null; limit: number; after: string | null },
): Promise<TransferRow[]> {
  return await db
    .select()
    .from(stockTransfers)
    .where(and(hasStatus(status), after === null ? undefined : lt(stockTransfers.id, after)))
    .orderBy(desc(stockTransfers.id))
    .limit(limit);
}

export async function countTransfers(db: InventoryDrizzle, status: TransferStatus | null): Promise<number> {
  const [row] = await db.select({ count: count() }).from(stockTransfers).where(hasStatus(status));
  return row?.count ?? 0;
}

function hasStatus(status: TransferStatus | null): SQL | undefined {
  return status === null ? undefined : eq(stockTransfers.status, status);
}
