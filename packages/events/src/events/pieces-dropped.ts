import { z } from 'zod';
import { defineEvent } from '../event.js';
import { orderFacts } from '../shapes.js';

/** Pieces of a paid order were refunded before they were sent, and never will be. Published by orders: inventory restocks them. */
export const piecesDropped = defineEvent(
  'pieces-dropped',
  ['inventory'],
  orderFacts.extend({
    /** one per variant, by this refund */
    dropped: z.array(z.object({ variantId: z.uuid(), quantity: z.int().positive() })).min(1),
  }),
);
