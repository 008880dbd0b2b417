import { unsent } from './fulfilment.js';
import type { OrderEvent, OrderLine, Shipment, ShipmentLine } from './order.js';
import type { FulfillmentStatus, OrderStatus } from './order-status.js';

/** One seller's lines of an order. */
export interface OrderPart {
  /** its own, so that a seller need not know the order's: a guest's order id is its key */
  readonly id: string;
  readonly orderId: string;
  readonly sellerId: string;
  /** the order's */
  readonly createdAt: Date;
}

type Amounts = Pick<OrderLine, 'subtotalMinor' | 'discountMinor' | 'taxMinor'>;

/** What the lines come to. Shipping is the shop's, and no seller's. */
export function totalsOfLines(lines: readonly Amounts[]) {
  const sum = (key: keyof Amounts) => lines.reduce((total, line) => total + line[key], 0);
  const [subtotalMinor, discountMinor, taxMinor] = [sum('subtotalMinor'), sum('discountMinor'), sum('taxMinor')];
  const totalMinor = subtotalMinor - discountMinor + taxMinor;
  return { subtotalMinor, discountMinor, shippingMinor: 0, taxMinor, totalMinor };
}

/** How far these lines have come, whatever became of the order's others. */
export function fulfilmentOfLines(
  lines: readonly Pick<OrderLine, 'id' | 'quantity' | 'droppedQuantity'>[],
  sent: readonly (Pick<ShipmentLine, 'orderLineId' | 'quantity'> & Pick<Shipment, 'deliveredAt'>)[],
): FulfillmentStatus {
  const ids = new Set(lines.map(({ id }) => id));
  const own = sent.filter(({ orderLineId }) => ids.has(orderLineId));
  if (own.length === 0) return 'UNFULFILLED';
  if (unsent(lines, own).length > 0) return 'PARTIALLY_FULFILLED';
  return own.every(({ deliveredAt }) => deliveredAt) ? 'DELIVERED' : 'FULFILLED';
}

const STORY: Readonly<Record<OrderStatus, string>> = {
  PENDING: 'The order was placed',
  CONFIRMED: 'The order was confirmed',
  PROCESSING: 'The order is being prepared',
  SHIPPED: 'All of the order was sent',
  DELIVERED: 'All of the order was delivered',
  CANCELLED: 'The order was cancelled',
  RETURNED: 'All of the order was returned',
};

/**
 * An event as a seller may read it: which status the order came to, and not why. A refused card, the buyer's words and the parcels of
 * others are nobody's business but the buyer's.
 *
 * @returns null for what did not change the status
 */
export function eventForSellers(event: OrderEvent): OrderEvent | null {
  if (event.status === event.previousStatus) return null;
  const kind = event.kind === 'PAYMENT_FAILED' ? 'ORDER_CANCELLED' : event.kind;
  return { ...event, kind, message: STORY[event.status] };
}
