import { ForbiddenError, failpoint, NotFoundError, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import { findOrder, lockOrder, partiesOf } from '../data/order.repository.js';
import type { OrderObjection } from '../domain/order.errors.js';
import type { Order } from '../domain/order.js';
import { isAdmin, isBuyer, mayRead } from '../domain/order-access.js';
import { canBecome } from '../domain/order-status.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { endOrder } from './end-order.js';
import { trySettlement } from './settle-payment.js';

export interface CancelOrder {
  readonly viewer: Viewer;
  readonly orderId: string;
  /** null: none was given */
  readonly reason: string | null;
  readonly idempotencyKey: string;
}

const answer = z.object({ isCancelled: z.boolean() });

/**
 * Cancels an order of which nothing was sent. What was paid is refunded, right away when Stripe answers and else by a job.
 *
 * @returns why it can't be cancelled, or null when it is
 * @throws NotFoundError  also for somebody else's order
 * @throws ForbiddenError  for a seller of one of its lines
 * Emits `order-cancelled` (outbox, same transaction).
 */
export async function cancelOrder(deps: OrdersDependencies, input: CancelOrder): Promise<OrderObjection | null> {
  const { viewer, orderId, reason, idempotencyKey } = input;
  await requireCancelRight(deps, viewer, orderId);
  const scope = `order:${orderId}/orderCancel`;
  const { isCancelled } = await deps.database.db.transaction((tx) =>
    runOnce(tx, { scope, key: idempotencyKey, input: { reason } }, answer, async () => {
      const order = await lockOrder(tx, orderId);
      if (!order || !isCancellable(order)) return { isCancelled: false };
      await failpoint('orders.cancel.locked', orderId);
      const who = isAdmin(viewer) ? 'the shop' : 'the buyer';
      await endOrder(deps, tx, order, { reason: reason ?? `Cancelled by ${who}` });
      return { isCancelled: true };
    }),
  );
  if (!isCancelled) return objection(await findOrder(deps.database.db, orderId));
  await failpoint('orders.cancel.after-commit', orderId);
  wakeFollowers(deps, orderId);
  await trySettlement(deps, orderId);
  return null;
}

function isCancellable({ status, fulfillmentStatus }: Order): boolean {
  return canBecome(status, 'CANCELLED') && fulfillmentStatus === 'UNFULFILLED';
}

function objection(order: Order | null): OrderObjection {
  const status = order?.status ?? 'gone';
  return {
    code: 'ORDER_NOT_CANCELLABLE',
    message: `Only an order of which nothing was sent can be cancelled; this one is ${status}`,
    path: ['input', 'orderId'],
  };
}

async function requireCancelRight({ database: { db } }: OrdersDependencies, viewer: Viewer, orderId: string) {
  const order = await findOrder(db, orderId);
  if (!order) throw new NotFoundError('Order');
  const parties = await partiesOf(db, order);
  if (!mayRead(viewer, parties)) throw new NotFoundError('Order');
  if (!isBuyer(viewer, parties) && !isAdmin(viewer)) throw new ForbiddenError();
}
