import { NotFoundError, type Viewer } from '@souk/subgraph-kit';
import { claimExchange, exchangedReturn } from '../data/exchange.repository.js';
import { findOrder, partiesOf } from '../data/order.repository.js';
import { findReturn } from '../data/return.repository.js';
import type { PlacementRefusal } from '../domain/order.errors.js';
import { isAdmin, isBuyer } from '../domain/order-access.js';
import type { OrdersDependencies } from './dependencies.js';

/** A return whose goods came back, and the order it is of, which is a guest's key to it. */
export interface ExchangeOf {
  readonly orderId: string;
  readonly returnId: string;
}

/**
 * Lets a new order take the place of a return. Safe to repeat with the same new order.
 *
 * @returns why it can't, or null
 * @throws NotFoundError  for a return that is not the viewer's
 */
export async function takeExchange(
  { database: { db } }: Pick<OrdersDependencies, 'database'>,
  { viewer, exchangeOf, newOrderId }: { viewer: Viewer; exchangeOf: ExchangeOf; newOrderId: string },
): Promise<PlacementRefusal | null> {
  const order = await findOrder(db, exchangeOf.orderId);
  const goods = order && (await findReturn(db, exchangeOf.returnId));
  if (!order || goods?.orderId !== order.id) throw new NotFoundError('Return');
  if (!isAdmin(viewer) && !isBuyer(viewer, await partiesOf(db, order))) throw new NotFoundError('Return');
  if ((await exchangedReturn(db, newOrderId)) === goods.id) return null;
  if (goods.status !== 'RECEIVED')
    return refusal(`Only a return that is RECEIVED can be exchanged; this one is ${goods.status}`);
  if (await claimExchange(db, goods.id, newOrderId)) return null;
  return refusal('Another order has taken the place of this return');
}

function refusal(message: string): PlacementRefusal {
  return {
    kind: 'checkout',
    refusal: { code: 'RETURN_STATUS_CONFLICT', message, currentVersion: null, variantIds: [] },
  };
}
