import { eq } from 'drizzle-orm';
import type { LedgerEntry } from '../domain/payment-ledger.js';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { paymentEntries } from './tables.js';

/** @returns how many of the entries were not in the ledger before */
export async function addEntries(
  tx: OrdersTransaction,
  orderId: string,
  entries: readonly LedgerEntry[],
  notedAt: Date,
): Promise<number> {
  if (entries.length === 0) return 0;
  const added = await tx
    .insert(paymentEntries)
    .values(entries.map((entry) => ({ ...entry, orderId, notedAt })))
    .onConflictDoNothing()
    .returning({ reference: paymentEntries.reference });
  return added.length;
}

export async function entriesOfOrder(db: OrdersReader, orderId: string): Promise<LedgerEntry[]> {
  return db.select().from(paymentEntries).where(eq(paymentEntries.orderId, orderId));
}
