import { z } from 'zod';
import { defineEvent } from '../event.js';
import { orderFacts } from '../shapes.js';

/** An attempt to pay the order was refused; the order still waits. Published by orders, once per attempt. */
export const paymentFailed = defineEvent(
  'payment-failed',
  ['users'],
  /** `declineCode`: why, as the card network names it; null when it does not say */
  orderFacts.extend({ declineCode: z.string().nullable() }),
);
