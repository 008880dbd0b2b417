import { eq } from 'drizzle-orm';
import type { Dispute, DisputeStatus } from '../domain/payment.js';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { disputes } from './tables.js';

export async function findDispute(db: OrdersReader, id: string): Promise<Dispute | null> {
  const [dispute] = await db.select().from(disputes).where(eq(disputes.id, id));
  return dispute ?? null;
}

export async function insertDispute(tx: OrdersTransaction, dispute: Dispute): Promise<void> {
  await tx.insert(disputes).values(dispute);
}

export async function updateDispute(tx: OrdersTransaction, id: string, status: DisputeStatus): Promise<void> {
  await tx.update(disputes).set({ status }).where(eq(disputes.id, id));
}
