import { returnCompleted } from '@souk/events';
import { failpoint, requireMember, runOnce, ServiceUnavailableError, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { OrdersTransaction } from '../data/database.js';
import { paymentOfOrder } from '../data/payment.repository.js';
import { hasFailed } from '../data/refund.repository.js';
import { amountOfRefund, updateReturn } from '../data/return.repository.js';
import { sentLines } from '../data/shipment.repository.js';
import type { Pieces } from '../domain/fulfilment.js';
import { ORDER_ERROR_CODES } from '../domain/order.errors.js';
import { isBeingTaken } from '../domain/payment.js';
import { piecesOwed } from '../domain/refund.js';
import { isAllBack } from '../domain/return.js';
import { RETURN_STEPS } from '../domain/return-status.js';
import { wakeFollowers } from './change-order.js';
import type { ReturnStepResult } from './decide-return.js';
import type { OrdersDependencies } from './dependencies.js';
import { type LockedReturn, lockReturn, objectionToStep } from './lock-return.js';
import { noteReturn } from './note-return.js';
import { refundIn } from './refund-order.js';
import { trySettlement } from './settle-payment.js';

const answer = z.object({
  orderId: z.string(),
  objection: z
    .object({ code: z.enum(ORDER_ERROR_CODES), message: z.string(), path: z.array(z.string()).nullable() })
    .nullable(),
});

/**
 * Gives back what the received pieces cost, and settles the return. Pieces that were refunded by other means are not refunded again; a
 * refund that has failed is made anew.
 * When nothing of the order is left with the buyer, the order is RETURNED.
 *
 * @throws ServiceUnavailableError  while money for what was sent is still to be taken; nothing was done, the same key may try again
 * @throws NotFoundError, ForbiddenError  unless the viewer is the seller or an admin
 * Emits `return-completed` (outbox, same transaction).
 */
export async function refundReturn(
  deps: OrdersDependencies,
  { viewer, returnId, idempotencyKey }: { viewer: Viewer; returnId: string; idempotencyKey: string },
): Promise<ReturnStepResult> {
  const { id } = requireMember(viewer);
  const work = { scope: `user:${id}/returnRefund`, key: idempotencyKey, input: { returnId } };
  const result = await deps.database.db.transaction((tx) =>
    runOnce(tx, work, answer, async () => {
      const locked = await lockReturn(tx, { viewer, returnId, orderId: null, step: 'complete' });
      const objection = objectionToStep(locked.goods.status, 'complete');
      if (!objection) await settleReturnIn(deps, tx, locked);
      await failpoint('orders.return-refund.before-commit', locked.order.id);
      return { orderId: locked.order.id, objection };
    }),
  );
  await failpoint('orders.return-refund.after-commit', result.orderId);
  if (!result.objection) await trySettlement(deps, result.orderId);
  wakeFollowers(deps, result.orderId);
  return result;
}

/** A return that is settled stays so when its refund fails; the money can be asked for again. */
async function settleReturnIn(deps: OrdersDependencies, tx: OrdersTransaction, locked: LockedReturn): Promise<void> {
  const { id, status, refundId } = locked.goods;
  if (status === 'RECEIVED') return completeReturnIn(deps, tx, locked);
  if (!refundId || !(await hasFailed(tx, refundId))) return;
  const again = await refundReceived(deps, tx, locked);
  if (again) await updateReturn(tx, id, { refundId: again });
}

/** Refunds and settles a return that was received. */
export async function completeReturnIn(
  deps: OrdersDependencies,
  tx: OrdersTransaction,
  locked: LockedReturn,
): Promise<void> {
  const { goods, order, lines } = locked;
  const sent = await sentLines(tx, order.id);
  const refundId = await refundReceived(deps, tx, locked);
  const { to, event } = RETURN_STEPS.complete;
  await updateReturn(tx, goods.id, { status: to, completedAt: deps.clock(), refundId });
  const sentPieces = sent.reduce((sum, { quantity }) => sum + quantity, 0);
  const isReturned = order.status === 'DELIVERED' && isAllBack(lines, sentPieces);
  await noteReturn(deps, tx, {
    ...locked,
    change: isReturned ? ORDER_RETURNED : { kind: event, message: 'A return was settled' },
    fact: returnCompleted,
    note: null,
    more: { refundedMinor: refundId ? await amountOfRefund(tx, refundId) : 0 },
  });
}

const ORDER_RETURNED = {
  kind: 'ORDER_RETURNED',
  message: 'The order was returned',
  status: 'RETURNED',
  fulfillmentStatus: 'RETURNED',
} as const;

/**
 * @returns null when there is nothing to give back: the pieces cost nothing, or the money went back before
 * @throws ServiceUnavailableError  while their price is still to be taken: it would be, and never go back
 */
async function refundReceived(
  deps: OrdersDependencies,
  tx: OrdersTransaction,
  { order, lines, goodsLines }: LockedReturn,
): Promise<string | null> {
  const pieces: Pieces[] = goodsLines.flatMap(({ orderLineId, restockedQuantity, writtenOffQuantity }) => {
    const line = lines.find(({ id }) => id === orderLineId);
    const quantity = Math.min(restockedQuantity + writtenOffQuantity, line ? piecesOwed(line) : 0);
    return quantity > 0 ? [{ lineId: orderLineId, quantity }] : [];
  });
  if (pieces.length === 0) return null;
  if (isBeingTaken(await paymentOfOrder(tx, order.id)))
    throw new ServiceUnavailableError('The payment of what was sent');
  const scope = { kind: 'pieces', lines: pieces, isCapped: true } as const;
  const refunding = await refundIn(deps, tx, order, { scope, reason: 'A return' });
  return refunding.kind === 'refunding' ? refunding.refundId : null;
}
