import { anEvent, orderDelivered } from '@souk/events';
import { ForbiddenError, NotFoundError, requireMember, type Viewer } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { lockOrder, partiesOf } from '../data/order.repository.js';
import { countUndelivered, findShipment, markDelivered, sellersOfShipment } from '../data/shipment.repository.js';
import type { Order, Shipment } from '../domain/order.js';
import { isAdmin, isSellerOf, mayRead } from '../domain/order-access.js';
import { changeOrder, wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { readFacts } from './order-facts.js';

/**
 * A parcel arrived. With the last parcel of an order that was sent entirely, the order is DELIVERED. Safe to repeat.
 *
 * @throws NotFoundError  also for a parcel of an order that is not the viewer's to see
 * @throws ForbiddenError  unless the viewer is an admin or a seller of something in the parcel
 * Emits `order-delivered` (outbox, same transaction).
 */
export async function deliverShipment(
  deps: OrdersDependencies,
  { viewer, shipmentId }: { viewer: Viewer; shipmentId: string },
): Promise<Shipment> {
  const member = requireMember(viewer);
  const shipment = await deps.database.db.transaction(async (tx) => {
    const sent = await findShipment(tx, shipmentId);
    const order = sent && (await lockOrder(tx, sent.orderId));
    if (!order) throw new NotFoundError('Shipment');
    const parties = await partiesOf(tx, order);
    if (!mayRead(member, parties)) throw new NotFoundError('Shipment');
    const senders = { ...parties, sellerIds: await sellersOfShipment(tx, shipmentId) };
    if (!isAdmin(member) && !isSellerOf(member, senders)) throw new ForbiddenError();
    if (await markDelivered(tx, shipmentId, deps.clock())) await noteArrivalIn(deps, tx, order);
    return sent;
  });
  wakeFollowers(deps, shipment.orderId);
  return shipment;
}

/** @param order  locked in this transaction */
export async function noteArrivalIn(
  { clock, outbox }: Pick<OrdersDependencies, 'clock' | 'outbox'>,
  tx: OrdersTransaction,
  order: Order,
): Promise<void> {
  const at = clock();
  const kind = 'SHIPMENT_DELIVERED';
  const isComplete = order.status === 'SHIPPED' && (await countUndelivered(tx, order.id)) === 0;
  if (!isComplete) {
    await changeOrder(tx, order, { kind, message: 'A part of the order was delivered', at });
    return;
  }
  const delivered = await changeOrder(tx, order, {
    status: 'DELIVERED',
    fulfillmentStatus: 'DELIVERED',
    kind,
    message: 'The order was delivered',
    at,
  });
  const data = { ...(await readFacts(tx, delivered)), deliveredAt: at.toISOString() };
  await outbox.append(tx, [anEvent(orderDelivered, { data, version: delivered.version, at })]);
}
