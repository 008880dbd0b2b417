import { desc } from 'drizzle-orm';
import type { Tx } from './database.js';
import { deliveries } from './tables.js';

export interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly channel: 'MAIL' | 'SMS';
  /** an email address or a phone number */
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly createdAt: Date;
}

/** One per event and channel: a second one for the same event changes nothing. */
export async function insertDeliveries(tx: Tx, rows: readonly Delivery[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(deliveries)
    .values([...rows])
    .onConflictDoNothing();
}

/** Newest first. */
export function findDeliveries(tx: Tx, limit: number): Promise<Delivery[]> {
  return tx.select().from(deliveries).orderBy(desc(deliveries.createdAt), desc(deliveries.id)).limit(limit);
}
