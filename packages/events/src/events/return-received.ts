import { z } from 'zod';
import { defineEvent } from '../event.js';
import { returnFacts } from '../shapes.js';

/** The returned goods arrived and were looked at; the money follows. Published by orders: inventory restocks. */
export const returnReceived = defineEvent(
  'return-received',
  ['users', 'inventory'],
  returnFacts.extend({
    /** one per variant: what lies on the shelf again, and what is lost. Less than was announced may have come. */
    received: z.array(
      z.object({
        variantId: z.uuid(),
        restockedQuantity: z.int().nonnegative(),
        writtenOffQuantity: z.int().nonnegative(),
      }),
    ),
  }),
);
