import { anEvent, orderShipped } from '@souk/events';
import {
  ForbiddenError,
  InvalidInputError,
  type Member,
  NotFoundError,
  newId,
  requireMember,
  runOnce,
  type Viewer,
} from '@souk/subgraph-kit';
import { z } from 'zod';
import type { OrdersTransaction } from '../data/database.js';
import { findPart, linesOfOrder, lockOrder, partiesOf } from '../data/order.repository.js';
import { insertShipment, sentLines } from '../data/shipment.repository.js';
import { readyToSend } from '../domain/backordered-pieces.js';
import { trackingUrl } from '../domain/carriers.js';
import { afterSending, firstExcess, type Pieces, unsent } from '../domain/fulfilment.js';
import type { OrderObjection } from '../domain/order.errors.js';
import type { Order, OrderLine, Shipment } from '../domain/order.js';
import { isAdmin, isSellerOf, mayRead, maySeePart } from '../domain/order-access.js';
import type { OrderPart } from '../domain/seller-part.js';
import { dueForParcel } from './capture-due.js';
import { changeOrder, wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { objected } from './objected.js';
import { factsOf } from './order-facts.js';
import { beginProcessing } from './start-processing.js';

export interface FulfillOrder {
  readonly viewer: Viewer;
  /** the order's, or that of a seller's part of it: then only its lines are meant */
  readonly orderId: string;
  /** null: everything that is left, is there, and is the viewer's to send */
  readonly lines: readonly Pieces[] | null;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly idempotencyKey: string | null;
}

const answer = z.discriminatedUnion('kind', [z.object({ kind: z.literal('sent'), shipmentId: z.string() }), objected]);
export type Fulfillment = z.infer<typeof answer>;

/**
 * Sends a parcel: pieces of a paid order leave with a carrier. With the last piece the order is SHIPPED.
 *
 * @throws NotFoundError  for an order or line that is not the viewer's to see
 * @throws ForbiddenError  for a line of another seller
 * Emits `order-shipped` (outbox, same transaction).
 */
export async function fulfillOrder(deps: OrdersDependencies, input: FulfillOrder): Promise<Fulfillment> {
  const { viewer, lines, carrier, trackingNumber, idempotencyKey } = input;
  const member = requireMember(viewer);
  const part = await findPart(deps.database.db, input.orderId);
  if (part && !maySeePart(member, part)) throw new NotFoundError('Order');
  const orderId = part?.orderId ?? input.orderId;
  const scope = `user:${member.id}/orderFulfill`;
  const work = { scope, key: idempotencyKey, input: { orderId, lines, carrier, trackingNumber } };
  const result = await deps.database.db.transaction((tx) =>
    runOnce(tx, work, answer, () => send(deps, tx, member, { ...input, orderId, part })),
  );
  if (result.kind === 'sent') wakeFollowers(deps, orderId);
  return result;
}

async function send(
  deps: OrdersDependencies,
  tx: OrdersTransaction,
  member: Member,
  input: FulfillOrder & { readonly part: OrderPart | null },
): Promise<Fulfillment> {
  const order = await lockOrder(tx, input.orderId);
  if (!order) throw new NotFoundError('Order');
  const parties = await partiesOf(tx, order);
  if (!mayRead(member, parties)) throw new NotFoundError('Order');
  if (!isAdmin(member) && !isSellerOf(member, parties)) throw new ForbiddenError();

  const lines = await linesOfOrder(tx, order.id);
  const left = unsent(lines, await sentLines(tx, order.id));
  const ownIds = new Set(lines.filter(isOwn(member, input.part)).map(({ id }) => id));
  const pieces = input.lines ?? readyToSend(left, lines).filter(({ lineId }) => ownIds.has(lineId));
  requireOwnLines(pieces, { lines, ownIds });
  const objection = objectionTo(order, pieces, left);
  if (objection) return { kind: 'objected', objection };
  const shipment = await writeShipment(deps, tx, { order, lines, left, pieces, input });
  return { kind: 'sent', shipmentId: shipment.id };
}

function isOwn(member: Member, part: OrderPart | null): (line: OrderLine) => boolean {
  if (part) return (line) => line.sellerId === part.sellerId;
  return (line) => isAdmin(member) || line.sellerId === member.id;
}

function requireOwnLines(pieces: readonly Pieces[], facts: { lines: readonly OrderLine[]; ownIds: Set<string> }): void {
  const known = new Set(facts.lines.map(({ id }) => id));
  if (pieces.some(({ lineId }) => !known.has(lineId))) throw new NotFoundError('Order line');
  if (pieces.some(({ lineId }) => !facts.ownIds.has(lineId))) throw new ForbiddenError();
  if (new Set(pieces.map(({ lineId }) => lineId)).size < pieces.length) {
    throw new InvalidInputError('Name each line once', ['input', 'lines']);
  }
}

function objectionTo(order: Order, pieces: readonly Pieces[], left: readonly Pieces[]) {
  if (order.status !== 'CONFIRMED' && order.status !== 'PROCESSING') {
    return objection('ORDER_NOT_FULFILLABLE', `Only a paid order can be sent; this one is ${order.status}`, [
      'orderId',
    ]);
  }
  if (pieces.length === 0) {
    const message = left.length === 0 ? 'Nothing is left to send' : 'Nothing that is left is there to be sent';
    return objection('ORDER_NOT_FULFILLABLE', message, ['orderId']);
  }
  const excess = firstExcess(pieces, left);
  if (!excess) return null;
  const rest = left.find(({ lineId }) => lineId === excess.lineId)?.quantity ?? 0;
  return objection('QUANTITY_EXCEEDED', `${rest} left to send, got ${excess.quantity}`, ['lines']);
}

function objection(code: OrderObjection['code'], message: string, path: string[]) {
  return { code, message, path: ['input', ...path] };
}

interface Sending {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly left: readonly Pieces[];
  readonly pieces: readonly Pieces[];
  readonly input: FulfillOrder;
}

async function writeShipment(
  deps: OrdersDependencies,
  tx: OrdersTransaction,
  { order, lines, left, pieces, input: { carrier, trackingNumber } }: Sending,
): Promise<Shipment> {
  const at = deps.clock();
  const shipment = { id: newId(), orderId: order.id, carrier, trackingNumber, shippedAt: at, deliveredAt: null };
  const parcel = pieces.map(({ lineId, quantity }) => ({ shipmentId: shipment.id, orderLineId: lineId, quantity }));
  await insertShipment(tx, shipment, parcel);
  const prepared = order.status === 'CONFIRMED' ? await beginProcessing(deps, tx, order) : order;
  const after = afterSending(left, pieces);
  const message = `${after.status === 'SHIPPED' ? 'The order' : 'A part of the order'} left with ${carrier}`;
  const changed = await changeOrder(tx, prepared, { ...after, kind: 'SHIPMENT_SENT', message, at });
  await dueForParcel(deps, tx, { order: changed, shipmentId: shipment.id });
  const facts = {
    ...factsOf(changed, lines),
    shipmentId: shipment.id,
    carrier,
    trackingNumber,
    trackingUrl: trackingUrl(carrier, trackingNumber),
  };
  await deps.outbox.append(tx, [anEvent(orderShipped, { data: facts, version: changed.version, at })]);
  return shipment;
}
