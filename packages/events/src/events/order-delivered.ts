import { z } from 'zod';
import { defineEvent } from '../event.js';
import { orderFacts } from '../shapes.js';

/** Everything of the order arrived. Published by orders. */
export const orderDelivered = defineEvent(
  'order-delivered',
  ['users'],
  orderFacts.extend({ deliveredAt: z.iso.datetime() }),
);
