import type { EventType } from './event.js';
import { backInStock } from './events/back-in-stock.js';
import { cartAbandoned } from './events/cart-abandoned.js';
import { cartLinesAdded } from './events/cart-lines-added.js';
import { orderCancelled } from './events/order-cancelled.js';
import { orderDelivered } from './events/order-delivered.js';
import { orderPaid } from './events/order-paid.js';
import { orderPlaced } from './events/order-placed.js';
import { orderRefunded } from './events/order-refunded.js';
import { orderShipped } from './events/order-shipped.js';
import { paymentFailed } from './events/payment-failed.js';
import { piecesDropped } from './events/pieces-dropped.js';
import { productChanged } from './events/product-changed.js';
import { reservationExpired } from './events/reservation-expired.js';
import { returnApproved } from './events/return-approved.js';
import { returnCompleted } from './events/return-completed.js';
import { returnReceived } from './events/return-received.js';
import { returnRejected } from './events/return-rejected.js';
import { returnRequested } from './events/return-requested.js';
import { reviewWritten } from './events/review-written.js';
import { stockArrived } from './events/stock-arrived.js';
import { stockChanged } from './events/stock-changed.js';
import { stockCommitted } from './events/stock-committed.js';
import { stockRanLow } from './events/stock-ran-low.js';
import { userRegistered } from './events/user-registered.js';
import { variantChanged } from './events/variant-changed.js';

/** Every fact that Souk's subgraphs tell one another. */
export const catalogue: readonly EventType[] = [
  backInStock,
  cartAbandoned,
  cartLinesAdded,
  orderCancelled,
  orderDelivered,
  orderPaid,
  orderPlaced,
  orderRefunded,
  orderShipped,
  paymentFailed,
  piecesDropped,
  productChanged,
  reservationExpired,
  returnApproved,
  returnCompleted,
  returnReceived,
  returnRejected,
  returnRequested,
  reviewWritten,
  stockArrived,
  stockChanged,
  stockCommitted,
  stockRanLow,
  userRegistered,
  variantChanged,
];

const byName = new Map(catalogue.map((type) => [type.name, type]));

/** Who must hear of an event of this name; empty for a name that is not in the catalogue. */
export function subscribersOf(eventName: string): readonly string[] {
  return byName.get(eventName)?.subscribers ?? [];
}
