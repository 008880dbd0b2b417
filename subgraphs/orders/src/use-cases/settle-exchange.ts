import { failpoint } from '@souk/subgraph-kit';
import { exchangedReturn } from '../data/exchange.repository.js';
import { findOrder } from '../data/order.repository.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { lockGoods } from './lock-return.js';
import { completeReturnIn } from './refund-return.js';
import { trySettlement } from './settle-payment.js';

/**
 * The order that takes the place of a return was paid: what the returned pieces cost goes back, so that the buyer has paid the
 * difference, or got it. Safe to repeat; a return that was refunded meanwhile stays as it is.
 *
 * Emits `return-completed` (outbox, same transaction).
 */
export async function settleExchange(deps: OrdersDependencies, newOrderId: string): Promise<void> {
  const { db } = deps.database;
  const order = await findOrder(db, newOrderId);
  if (!order || order.status === 'PENDING' || order.status === 'CANCELLED') return;
  const returnId = await exchangedReturn(db, newOrderId);
  if (!returnId) return;
  const orderId = await db.transaction(async (tx) => {
    const locked = await lockGoods(tx, returnId);
    if (locked?.goods.status !== 'RECEIVED') return null;
    await completeReturnIn(deps, tx, locked);
    await failpoint('orders.settle-exchange.before-commit', locked.order.id);
    return locked.order.id;
  });
  await failpoint('orders.settle-exchange.after-commit', newOrderId);
  if (!orderId) return;
  await trySettlement(deps, orderId);
  wakeFollowers(deps, orderId);
}
