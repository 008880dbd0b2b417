import { randomUUID } from 'node:crypto';
import { returnRequested } from '@souk/events';
import { ForbiddenError, failpoint, InvalidInputError, NotFoundError, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { OrdersTransaction } from '../data/database.js';
import { findOrder, linesOfOrder, lockOrder, partiesOf } from '../data/order.repository.js';
import { deliveriesOfOrder, insertReturn, returnedLinesOfOrder } from '../data/return.repository.js';
import type { Pieces } from '../domain/fulfilment.js';
import type { OrderObjection } from '../domain/order.errors.js';
import type { Order, OrderLine } from '../domain/order.js';
import { isAdmin, isBuyer, mayRead } from '../domain/order-access.js';
import type { Return, ReturnReason } from '../domain/return.js';
import { bySeller, objectionToReturn } from '../domain/returnable.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { noteReturn } from './note-return.js';
import { objected } from './objected.js';

export interface ReturnedPieces extends Pieces {
  readonly reason: ReturnReason;
}

export interface RequestReturn {
  readonly viewer: Viewer;
  readonly orderId: string;
  readonly lines: readonly ReturnedPieces[];
  /** null: the buyer said nothing */
  readonly comment: string | null;
  readonly idempotencyKey: string;
}

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('requested'), returnIds: z.array(z.string()) }),
  objected,
]);
export type ReturnRequest = z.infer<typeof answer>;

/**
 * The buyer wants to send delivered pieces back: one return for each seller who is to have them, or none at all when a line can't be.
 *
 * @throws NotFoundError  for an order or line that is not the viewer's to see
 * @throws ForbiddenError  for a seller of one of the lines
 * Emits `return-requested` for each (outbox, same transaction).
 */
export async function requestReturn(deps: OrdersDependencies, input: RequestReturn): Promise<ReturnRequest> {
  const { orderId, lines, comment, idempotencyKey } = input;
  await requireBuyer(deps, input);
  const work = { scope: `order:${orderId}/returnRequest`, key: idempotencyKey, input: { lines, comment } };
  const result = await deps.database.db.transaction((tx) => runOnce(tx, work, answer, () => request(deps, tx, input)));
  await failpoint('orders.return-request.after-commit', orderId);
  if (result.kind === 'requested') wakeFollowers(deps, orderId);
  return result;
}

async function requireBuyer({ database: { db } }: OrdersDependencies, { viewer, orderId }: RequestReturn) {
  const order = await findOrder(db, orderId);
  if (!order) throw new NotFoundError('Order');
  const parties = await partiesOf(db, order);
  if (!mayRead(viewer, parties)) throw new NotFoundError('Order');
  if (!isBuyer(viewer, parties) && !isAdmin(viewer)) throw new ForbiddenError();
}

async function request(deps: OrdersDependencies, tx: OrdersTransaction, input: RequestReturn): Promise<ReturnRequest> {
  const order = await lockOrder(tx, input.orderId);
  if (!order) throw new NotFoundError('Order');
  const lines = await linesOfOrder(tx, order.id);
  requireKnownLines(input.lines, lines);
  const now = deps.clock();
  const objection = await findObjection(deps, tx, { order, asked: input.lines, now });
  if (objection) return { kind: 'objected', objection };
  const returnIds = [];
  let current = order;
  for (const [sellerId, asked] of bySeller(input.lines, lines)) {
    const goods = aReturn({ orderId: order.id, sellerId, comment: input.comment, now });
    const goodsLines = asked.map(({ lineId, quantity, reason }) => ({
      ...{ returnId: goods.id, orderLineId: lineId, quantity, reason },
      ...{ restockedQuantity: 0, writtenOffQuantity: 0 },
    }));
    await insertReturn(tx, goods, goodsLines);
    current = await noteReturn(deps, tx, {
      ...{ order: current, lines, goods, goodsLines },
      change: { kind: 'RETURN_REQUESTED', message: 'The buyer wants to send something back' },
      ...{ fact: returnRequested, note: input.comment },
    });
    returnIds.push(goods.id);
  }
  await failpoint('orders.return-request.before-commit', order.id);
  return { kind: 'requested', returnIds };
}

function requireKnownLines(asked: readonly Pieces[], lines: readonly OrderLine[]): void {
  const known = new Set(lines.map(({ id }) => id));
  if (asked.some(({ lineId }) => !known.has(lineId))) throw new NotFoundError('Order line');
  if (new Set(asked.map(({ lineId }) => lineId)).size < asked.length) {
    throw new InvalidInputError('Name each line once', ['input', 'lines']);
  }
}

async function findObjection(
  { config }: OrdersDependencies,
  tx: OrdersTransaction,
  { order, asked, now }: { order: Order; asked: readonly Pieces[]; now: Date },
): Promise<OrderObjection | null> {
  const basis = {
    sent: await deliveriesOfOrder(tx, order.id),
    claimed: await returnedLinesOfOrder(tx, order.id),
    windowDays: config.returnWindowDays,
    now,
  };
  for (const [index, pieces] of asked.entries()) {
    const objection = objectionToReturn(pieces, basis);
    if (objection) return { ...objection, path: ['input', 'lines', String(index)] };
  }
  return null;
}

function aReturn(facts: { orderId: string; sellerId: string; comment: string | null; now: Date }): Return {
  const { orderId, sellerId, comment, now } = facts;
  return {
    ...{ id: randomUUID(), orderId, sellerId, status: 'REQUESTED', comment, answer: null, requestedAt: now },
    ...{ decidedAt: null, receivedAt: null, completedAt: null, refundId: null },
  };
}
