import { failpoint, newId } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { documentsOfOrder, issueDocument, refundsOfOrder } from '../data/document.repository.js';
import { lockOrder } from '../data/order.repository.js';
import { paymentOfOrder } from '../data/payment.repository.js';
import type { Order } from '../domain/order.js';
import { isInvoiced, uncredited } from '../domain/order-document.js';
import type { OrdersDependencies } from './dependencies.js';

/** Issues what an order lacks: the invoice once it is sold, a credit note for each refund that reached the buyer. Safe to repeat. */
export async function issueDocuments(
  { database, clock }: Pick<OrdersDependencies, 'database' | 'clock'>,
  orderId: string,
): Promise<void> {
  await database.db.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order || !isInvoiced(order.status, await paymentOfOrder(tx, orderId))) return;
    await issueMissing(tx, order, clock());
    await failpoint('orders.issue-documents.before-commit', orderId);
  });
  await failpoint('orders.issue-documents.after-commit', orderId);
}

async function issueMissing(tx: OrdersTransaction, { id: orderId, totalMinor }: Order, issuedAt: Date): Promise<void> {
  const issued = await documentsOfOrder(tx, orderId);
  if (!issued.some(({ kind }) => kind === 'INVOICE')) {
    const invoice = { kind: 'INVOICE', refundId: null, amountMinor: totalMinor } as const;
    await issueDocument(tx, { id: newId(), orderId, issuedAt, ...invoice });
  }
  for (const { id: refundId, amountMinor } of uncredited(await refundsOfOrder(tx, orderId), issued)) {
    await issueDocument(tx, { id: newId(), orderId, issuedAt, kind: 'CREDIT_NOTE', refundId, amountMinor });
  }
}
