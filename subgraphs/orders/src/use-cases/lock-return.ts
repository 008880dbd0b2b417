import { ForbiddenError, NotFoundError, type Viewer } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { linesOfOrder, lockOrder, partiesOf } from '../data/order.repository.js';
import { findReturn, linesOfReturn } from '../data/return.repository.js';
import type { OrderObjection } from '../domain/order.errors.js';
import type { Order, OrderLine } from '../domain/order.js';
import { isAdmin, isBuyer, isSellerOf, mayRead } from '../domain/order-access.js';
import type { Return, ReturnLine } from '../domain/return.js';
import { lookAhead, RETURN_STEPS, type ReturnStatus, type ReturnStep } from '../domain/return-status.js';

/** A return that nobody else changes until the transaction ends, and what it is about. */
export interface LockedReturn {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly goods: Return;
  readonly goodsLines: readonly ReturnLine[];
}

/**
 * Locks a return's order for a step.
 *
 * @param orderId  what the buyer knows the order by: of a guest's order it is the key. Null for sellers and admins.
 * @throws NotFoundError  for a return that does not concern the viewer
 * @throws ForbiddenError  for a step that is the other party's
 */
export async function lockReturn(
  tx: OrdersTransaction,
  { viewer, returnId, orderId, step }: { viewer: Viewer; returnId: string; orderId: string | null; step: ReturnStep },
): Promise<LockedReturn> {
  const locked = await lockGoods(tx, returnId);
  if (!locked || (orderId !== null && orderId !== locked.order.id)) throw new NotFoundError('Return');
  await requireRight(tx, { ...locked, viewer, step, knowsOrder: orderId !== null });
  return locked;
}

/** The same for whom nobody needs to let. @returns null for a return that is not there */
export async function lockGoods(tx: OrdersTransaction, returnId: string): Promise<LockedReturn | null> {
  const found = await findReturn(tx, returnId);
  const order = found && (await lockOrder(tx, found.orderId));
  const goods = order && (await findReturn(tx, returnId));
  if (!goods) return null;
  return { order, goods, lines: await linesOfOrder(tx, order.id), goodsLines: await linesOfReturn(tx, returnId) };
}

async function requireRight(
  tx: OrdersTransaction,
  facts: { viewer: Viewer; order: Order; goods: Return; step: ReturnStep; knowsOrder: boolean },
): Promise<void> {
  const { viewer, order, goods, step, knowsOrder } = facts;
  if (isAdmin(viewer)) return;
  const parties = await partiesOf(tx, order);
  const isOwnSeller = isSellerOf(viewer, { ...parties, sellerIds: [goods.sellerId] });
  const isItsBuyer = isBuyer(viewer, parties) && (order.userId !== null || knowsOrder);
  if (!isOwnSeller && !isItsBuyer) {
    if (order.userId !== null && mayRead(viewer, parties)) throw new ForbiddenError();
    throw new NotFoundError('Return');
  }
  const isAllowed = RETURN_STEPS[step].by === 'seller' ? isOwnSeller : isItsBuyer;
  if (!isAllowed) throw new ForbiddenError();
}

/** @returns null when the return can go the step now, or has gone it */
export function objectionToStep(status: ReturnStatus, step: ReturnStep): OrderObjection | null {
  if (lookAhead(status, step) !== 'impossible') return null;
  const wanted: readonly ReturnStatus[] = RETURN_STEPS[step].from;
  const message = `Only a return that is ${wanted.join(' or ')} can be; this one is ${status}`;
  return { code: 'RETURN_STATUS_CONFLICT', message, path: ['input', 'returnId'] };
}
