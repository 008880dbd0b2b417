import { defineEvent } from '../event.js';
import { orderFacts } from '../shapes.js';

/** The payment was received; the order is CONFIRMED. Published by orders: carts empties the cart, inventory commits the reservation. */
export const orderPaid = defineEvent(
  'order-paid',
  ['users', 'products', 'carts', 'inventory', 'recommendations'],
  orderFacts,
);
