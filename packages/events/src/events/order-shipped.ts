import { z } from 'zod';
import { defineEvent } from '../event.js';
import { orderFacts } from '../shapes.js';

/** A parcel left with a carrier. Published by orders. */
export const orderShipped = defineEvent(
  'order-shipped',
  ['users'],
  orderFacts.extend({
    shipmentId: z.uuid(),
    carrier: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string().nullable(),
  }),
);
