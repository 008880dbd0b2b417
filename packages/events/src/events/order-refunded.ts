import { z } from 'zod';
import { defineEvent } from '../event.js';
import { minorUnits, orderFacts } from '../shapes.js';

/** Money of the order goes back, other than by its cancellation, which tells of its own refund. Published by orders. */
export const orderRefunded = defineEvent(
  'order-refunded',
  ['users'],
  orderFacts.extend({
    refundId: z.uuid(),
    /** by this refund */
    refundedMinor: minorUnits.positive(),
    /** by all refunds so far, this one included */
    totalRefundedMinor: minorUnits.positive(),
    /** for people; null when nothing was said */
    reason: z.string().nullable(),
  }),
);
