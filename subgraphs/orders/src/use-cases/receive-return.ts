import { returnReceived } from '@souk/events';
import { failpoint, InvalidInputError, NotFoundError, requireMember, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { OrdersTransaction } from '../data/database.js';
import { updateReturn, writeReceived } from '../data/return.repository.js';
import { ORDER_ERROR_CODES, type OrderObjection } from '../domain/order.errors.js';
import type { ReceivedPieces } from '../domain/return.js';
import { RETURN_STEPS } from '../domain/return-status.js';
import { wakeFollowers } from './change-order.js';
import type { ReturnStepResult } from './decide-return.js';
import type { OrdersDependencies } from './dependencies.js';
import { type LockedReturn, lockReturn, objectionToStep } from './lock-return.js';
import { noteReturn } from './note-return.js';

export interface ReceiveReturn {
  readonly viewer: Viewer;
  readonly returnId: string;
  /** lines of which nothing came may be missing */
  readonly lines: readonly ReceivedPieces[];
  readonly idempotencyKey: string;
}

const answer = z.object({
  orderId: z.string(),
  objection: z
    .object({ code: z.enum(ORDER_ERROR_CODES), message: z.string(), path: z.array(z.string()).nullable() })
    .nullable(),
});

/**
 * Notes what came of a return, piece by piece: back on the shelf, or lost. Inventory hears of it.
 *
 * @throws NotFoundError, ForbiddenError  unless the viewer is the seller or an admin
 * Emits `return-received` (outbox, same transaction).
 */
export async function receiveReturn(deps: OrdersDependencies, input: ReceiveReturn): Promise<ReturnStepResult> {
  const { viewer, returnId, lines, idempotencyKey } = input;
  const { id } = requireMember(viewer);
  const work = { scope: `user:${id}/returnReceive`, key: idempotencyKey, input: { returnId, lines } };
  const result = await deps.database.db.transaction((tx) => runOnce(tx, work, answer, () => receive(deps, tx, input)));
  await failpoint('orders.return-receive.after-commit', result.orderId);
  wakeFollowers(deps, result.orderId);
  return result;
}

async function receive(
  deps: OrdersDependencies,
  tx: OrdersTransaction,
  { viewer, returnId, lines: received }: ReceiveReturn,
): Promise<ReturnStepResult> {
  const locked = await lockReturn(tx, { viewer, returnId, orderId: null, step: 'receive' });
  const { order, goods } = locked;
  const objection = RETURN_STEPS.receive.from.some((status) => status === goods.status)
    ? objectionToPieces(locked, received)
    : (objectionToStep(goods.status, 'receive') ?? ALREADY_RECEIVED);
  if (objection) return { orderId: order.id, objection };
  const { to, event } = RETURN_STEPS.receive;
  await writeReceived(tx, returnId, received);
  await updateReturn(tx, returnId, { status: to, receivedAt: deps.clock() });
  await noteReturn(deps, tx, {
    ...locked,
    change: { kind: event, message: 'Returned goods arrived' },
    fact: returnReceived,
    note: null,
    more: { received: perVariant(locked, received) },
  });
  await failpoint('orders.return-receive.before-commit', order.id);
  return { orderId: order.id, objection: null };
}

const ALREADY_RECEIVED: OrderObjection = {
  code: 'RETURN_STATUS_CONFLICT',
  message: 'This return was received already',
  path: ['input', 'returnId'],
};

function objectionToPieces({ goodsLines }: LockedReturn, received: readonly ReceivedPieces[]): OrderObjection | null {
  if (new Set(received.map(({ lineId }) => lineId)).size < received.length) {
    throw new InvalidInputError('Name each line once', ['input', 'lines']);
  }
  const path = ['input', 'lines'];
  for (const [index, { lineId, restocked, writtenOff }] of received.entries()) {
    const announced = goodsLines.find(({ orderLineId }) => orderLineId === lineId);
    if (!announced) throw new NotFoundError('Return line');
    if (restocked + writtenOff <= announced.quantity) continue;
    const message = `${announced.quantity} were announced, got ${restocked + writtenOff}`;
    return { code: 'QUANTITY_EXCEEDED', message, path: [...path, String(index)] };
  }
  const isAnything = received.some(({ restocked, writtenOff }) => restocked + writtenOff > 0);
  return isAnything ? null : { code: 'NOTHING_RECEIVED', message: 'Say how many pieces came', path };
}

function perVariant({ lines }: LockedReturn, received: readonly ReceivedPieces[]) {
  const sums = new Map<string, { variantId: string; restockedQuantity: number; writtenOffQuantity: number }>();
  for (const { lineId, restocked, writtenOff } of received) {
    const variantId = lines.find(({ id }) => id === lineId)?.variantId;
    if (!variantId) continue;
    const sum = sums.get(variantId) ?? { variantId, restockedQuantity: 0, writtenOffQuantity: 0 };
    sum.restockedQuantity += restocked;
    sum.writtenOffQuantity += writtenOff;
    sums.set(variantId, sum);
  }
  return [...sums.values()];
}
