import { formatAmount, NotFoundError, requireRole, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import { lockOrder } from '../data/order.repository.js';
import { forgetCaptureDue, paymentOfOrder } from '../data/payment.repository.js';
import { outstandingMinor } from '../domain/payment.js';
import { changeOrder, wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';

export interface CloseOutstanding {
  readonly viewer: Viewer;
  readonly orderId: string;
  /** for people: how it was collected, or why it was given up */
  readonly reason: string;
  readonly idempotencyKey: string;
}

const answer = z.object({ isClosed: z.boolean() });

/**
 * What was outstanding of an order came in another way, or was given up.
 *
 * @returns false when nothing is outstanding
 * @throws ForbiddenError  unless the viewer is an admin
 * @throws NotFoundError  for an unknown order
 */
export async function closeOutstanding(
  deps: OrdersDependencies,
  { viewer, orderId, reason, idempotencyKey }: CloseOutstanding,
): Promise<boolean> {
  requireRole(viewer, 'ADMIN');
  const work = { scope: `order:${orderId}/orderOutstandingClose`, key: idempotencyKey, input: { reason } };
  const { isClosed } = await deps.database.db.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw new NotFoundError('Order');
    return runOnce(tx, work, answer, async () => {
      const owedMinor = outstandingMinor(await paymentOfOrder(tx, orderId));
      if (owedMinor === 0) return { isClosed: false };
      await forgetCaptureDue(tx, orderId);
      const message = `${formatAmount(owedMinor, order.currency)} ${order.currency} are no longer outstanding: ${reason}`;
      await changeOrder(tx, order, { kind: 'OUTSTANDING_CLOSED', message, at: deps.clock() });
      return { isClosed: true };
    });
  });
  wakeFollowers(deps, orderId);
  return isClosed;
}
