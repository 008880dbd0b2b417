import type { OrdersContext } from '../context.js';
import type { Order, OrderEvent, OrderLine, Shipment } from '../domain/order.js';
import { isAdmin, type Sight } from '../domain/order-access.js';
import { mayReadNote, type OrderNote } from '../domain/order-note.js';
import type { FulfillmentStatus } from '../domain/order-status.js';
import type { Return } from '../domain/return.js';
import { eventForSellers, fulfilmentOfLines } from '../domain/seller-part.js';

/** An order, and how much of it the viewer may see. */
export interface SeenOrder {
  readonly order: Order;
  readonly sight: Sight;
}

type Loaders = OrdersContext['loaders'];

/** What the viewer knows the order by. */
export function idInSight({ order, sight }: SeenOrder): string {
  return sight.kind === 'whole' ? order.id : sight.part.id;
}

export async function linesInSight(loaders: Loaders, { order, sight }: SeenOrder): Promise<OrderLine[]> {
  const lines = await loaders.lines.load(order.id);
  return sight.kind === 'whole' ? lines : lines.filter(({ sellerId }) => sellerId === sight.part.sellerId);
}

/** The parcels with something in them that is in sight. */
export async function shipmentsInSight(loaders: Loaders, seen: SeenOrder): Promise<Shipment[]> {
  const shipments = await loaders.shipments.load(seen.order.id);
  if (seen.sight.kind === 'whole') return shipments;
  const contents = await Promise.all(shipments.map(({ id }) => piecesInSight(loaders, { ...seen, shipmentId: id })));
  return shipments.filter((_, index) => contents[index]?.length);
}

/** What of a parcel is in sight. */
export async function piecesInSight(
  loaders: Loaders,
  { shipmentId, ...seen }: { order: Pick<Order, 'id'>; sight: Sight; shipmentId: string },
) {
  const pieces = await loaders.shipmentLines.load(shipmentId);
  if (seen.sight.kind === 'whole') return pieces;
  const { sellerId } = seen.sight.part;
  const lines = await loaders.lines.load(seen.order.id);
  const ids = new Set(lines.filter((line) => line.sellerId === sellerId).map(({ id }) => id));
  return pieces.filter(({ orderLineId }) => ids.has(orderLineId));
}

/** Of the order, or of the seller's lines of it. */
export async function fulfilmentInSight(loaders: Loaders, seen: SeenOrder): Promise<FulfillmentStatus> {
  if (seen.sight.kind === 'whole') return seen.order.fulfillmentStatus;
  const [lines, shipments] = await Promise.all([linesInSight(loaders, seen), loaders.shipments.load(seen.order.id)]);
  const sent = await Promise.all(
    shipments.map(async ({ id, deliveredAt }) =>
      (await loaders.shipmentLines.load(id)).map((pieces) => ({ ...pieces, deliveredAt })),
    ),
  );
  return fulfilmentOfLines(lines, sent.flat());
}

export async function eventsInSight(loaders: Loaders, seen: SeenOrder): Promise<OrderEvent[]> {
  const events = await loaders.events.load(seen.order.id);
  return events.map((event) => eventInSight(event, seen.sight)).filter((event) => event !== null);
}

/** @returns null for an event that is nobody's business but the buyer's */
export function eventInSight(event: OrderEvent, sight: Sight): OrderEvent | null {
  return sight.kind === 'whole' ? event : eventForSellers(event);
}

export async function returnsInSight(loaders: Loaders, { order, sight }: SeenOrder): Promise<Return[]> {
  const returns = await loaders.returns.load(order.id);
  return sight.kind === 'whole' ? returns : returns.filter(({ sellerId }) => sellerId === sight.part.sellerId);
}

export async function notesInSight(
  { loaders, viewer }: OrdersContext,
  { order, sight }: SeenOrder,
): Promise<OrderNote[]> {
  const notes = await loaders.notes.load(order.id);
  return notes.filter((note) => mayReadNote(note, { sight, isStaff: isAdmin(viewer) }));
}
