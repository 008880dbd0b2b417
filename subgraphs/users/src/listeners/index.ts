import type { Listener } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import type { UsersTransaction } from './listen.js';
import { onBackInStock } from './on-back-in-stock.js';
import { onCartAbandoned } from './on-cart-abandoned.js';
import { onOrderCancelled } from './on-order-cancelled.js';
import { onOrderDelivered } from './on-order-delivered.js';
import { onOrderPaid } from './on-order-paid.js';
import { onOrderPlaced } from './on-order-placed.js';
import { onOrderRefunded } from './on-order-refunded.js';
import { onOrderShipped } from './on-order-shipped.js';
import { onPaymentFailed } from './on-payment-failed.js';
import { onReturnApproved } from './on-return-approved.js';
import { onReturnReceived } from './on-return-received.js';
import { onReturnRejected } from './on-return-rejected.js';
import { onReturnRequested } from './on-return-requested.js';
import { onStockRanLow } from './on-stock-ran-low.js';
import { onUserRegistered } from './on-user-registered.js';

const LISTENERS = [
  onBackInStock,
  onCartAbandoned,
  onOrderCancelled,
  onOrderDelivered,
  onOrderPaid,
  onOrderPlaced,
  onOrderRefunded,
  onOrderShipped,
  onPaymentFailed,
  onReturnApproved,
  onReturnReceived,
  onReturnRejected,
  onReturnRequested,
  onStockRanLow,
  onUserRegistered,
];

/** Everything this subgraph listens to. */
export function createListeners(app: UsersDependencies): readonly Listener<UsersTransaction>[] {
  return LISTENERS.map((listener) => listener(app));
}
