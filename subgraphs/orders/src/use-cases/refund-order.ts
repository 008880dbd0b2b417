import { InvalidInputError, NotFoundError, requireRole, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { OrdersTransaction } from '../data/database.js';
import { linesOfOrder, lockOrder } from '../data/order.repository.js';
import { paymentOfOrder } from '../data/payment.repository.js';
import { claimPieces } from '../data/refund.repository.js';
import { sentLines } from '../data/shipment.repository.js';
import type { Order } from '../domain/order.js';
import { refundableMinor } from '../domain/payment.js';
import { isCapturable } from '../domain/payment-outcome.js';
import { measureRefund, piecesToDrop, type RefundScope } from '../domain/refund.js';
import { wakeFollowers } from './change-order.js';
import { claimRefund } from './claim-refund.js';
import { closeSendingIn } from './close-sending.js';
import type { OrdersDependencies } from './dependencies.js';
import { dropPiecesIn } from './drop-pieces.js';
import { objected } from './objected.js';
import { trySettlement } from './settle-payment.js';

export interface RefundOrder {
  readonly viewer: Viewer;
  readonly orderId: string;
  readonly scope: RefundScope;
  /** for people */
  readonly reason: string;
  readonly idempotencyKey: string;
}

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refunding'), refundId: z.string() }),
  objected,
]);
export type Refunding = z.infer<typeof answer>;

/**
 * Gives money back, right away when Stripe answers and else by a job.
 *
 * @throws ForbiddenError  unless the viewer is an admin
 * @throws NotFoundError  for an unknown order or line
 */
export async function refundOrder(deps: OrdersDependencies, input: RefundOrder): Promise<Refunding> {
  const { viewer, orderId, scope, reason, idempotencyKey } = input;
  requireRole(viewer, 'ADMIN');
  const work = { scope: `order:${orderId}/orderRefund`, key: idempotencyKey, input: { scope, reason } };
  const result = await deps.database.db.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw new NotFoundError('Order');
    return runOnce(tx, work, answer, async () => {
      const refunding = await refundIn(deps, tx, order, { scope, reason });
      await closeSendingIn(deps, tx, orderId);
      return refunding;
    });
  });
  if (result.kind === 'objected') return result;
  await trySettlement(deps, orderId);
  wakeFollowers(deps, orderId);
  return result;
}

/**
 * The same inside a transaction of the caller, for whoever may decide it. Capped by what was captured and is not claimed, and pieces by
 * those that were not sent, which never will be then, or came back. Stripe is asked by the settlement job, which is queued here.
 *
 * @param order  locked in this transaction
 * @returns the refund's id, or why there is none: nothing was written then
 * @throws NotFoundError  for a line that is not the order's
 * Emits `pieces-dropped` (outbox, same transaction) when pieces were still to be sent.
 */
export async function refundIn(
  deps: Pick<OrdersDependencies, 'clock' | 'outbox'>,
  tx: OrdersTransaction,
  order: Order,
  { scope, reason }: Pick<RefundOrder, 'scope' | 'reason'>,
): Promise<Refunding> {
  const lines = await linesOfOrder(tx, order.id);
  const pieces = scope.kind === 'pieces' ? scope.lines : [];
  requireLines(
    pieces.map(({ lineId }) => lineId),
    lines.map(({ id }) => id),
  );
  const payment = await paymentOfOrder(tx, order.id);
  const measured = measureRefund(scope, {
    currency: order.currency,
    leftMinor: refundableMinor(payment),
    lines,
    sent: await sentLines(tx, order.id),
    isTakenByParcel: isCapturable(payment),
  });
  if (typeof measured !== 'number') {
    const { code, message, field } = measured;
    return { kind: 'objected', objection: { code, message, path: ['input', field] } };
  }
  const refund = await claimRefund(tx, {
    orderId: order.id,
    amountMinor: measured,
    reason,
    at: deps.clock(),
    lines: pieces,
  });
  const claims = await Promise.all(pieces.map((some) => claimPieces(tx, some)));
  if (!refund || claims.includes(false)) throw new Error(`Order ${order.id} was not locked for its refund`);
  await dropPiecesIn(deps, tx, { order, lines, dropped: piecesToDrop(pieces, lines) });
  return { kind: 'refunding', refundId: refund.id };
}

function requireLines(asked: readonly string[], known: readonly string[]): void {
  if (asked.some((id) => !known.includes(id))) throw new NotFoundError('Order line');
  if (new Set(asked).size < asked.length) throw new InvalidInputError('Name each line once', ['input', 'lines']);
}
