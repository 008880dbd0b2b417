import { sql } from 'drizzle-orm';
import type { OrdersTransaction } from './database.js';

export const ISSUE_DOCUMENTS = 'issue-documents';

/**
 * Has what the order lacks of invoice and credit notes issued once the transaction commits. Not inside of it: all documents of a kind
 * wait for one row, and a checkout must not.
 */
export async function queueDocuments(tx: OrdersTransaction, orderId: string): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(${ISSUE_DOCUMENTS}::text, json_build_object('orderId', ${orderId}::text))`);
}
