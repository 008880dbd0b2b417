import type { Listener } from '@souk/subgraph-kit';
import type { UsersTransaction } from './listen.js';
import { onOrderCancelled } from './on-order-cancelled.js';
import { onOrderDelivered } from './on-order-delivered.js';
import { onOrderPaid } from './on-order-paid.js';
import { onOrderPlaced } from './on-order-placed.js';
import { onOrderShipped } from './on-order-shipped.js';
import { onUserRegistered } from './on-user-registered.js';

/** Everything this subgraph listens to. The listeners need nothing but the transaction they get. */
export function createListeners(): readonly Listener<UsersTransaction>[] {
  return [onOrderCancelled, onOrderDelivered, onOrderPaid, onOrderPlaced, onOrderShipped, onUserRegistered];
}
