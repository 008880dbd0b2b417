import { z } from 'zod';
import { defineEvent } from '../event.js';
import { orderFacts } from '../shapes.js';

/**
 * The order will not be fulfilled. Published by orders: inventory gives the stock back, whether it was reserved or already committed,
 * and carts gives back the redemptions of promotions.
 */
export const orderCancelled = defineEvent(
  'order-cancelled',
  ['users', 'carts', 'inventory'],
  orderFacts.extend({ reason: z.string(), refundedMinor: z.int().nonnegative() }),
);
