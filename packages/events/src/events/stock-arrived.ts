import { z } from 'zod';
import { defineEvent } from '../event.js';

/** A paid order no longer waits for these pieces: they are there, or were dropped. Published by inventory, in any order with `stock-committed`. */
export const stockArrived = defineEvent(
  'stock-arrived',
  ['orders'],
  z.object({
    orderId: z.uuid(),
    /** since the last of these; at most one per variant */
    arrived: z.array(z.object({ variantId: z.uuid(), quantity: z.int().positive() })).min(1),
  }),
);
