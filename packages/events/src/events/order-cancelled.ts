import { z } from 'zod';
import { defineEvent } from '../event.js';
import { orderFacts } from '../shapes.js';

/** The order will not be fulfilled. Published by orders: inventory gives the stock back, whether it was reserved or already committed. */
export const orderCancelled = defineEvent(
  'order-cancelled',
  ['users', 'inventory'],
  orderFacts.extend({ reason: z.string(), refundedMinor: z.int().nonnegative() }),
);
