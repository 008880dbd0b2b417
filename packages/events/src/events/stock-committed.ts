import { z } from 'zod';
import { backorderedLine } from '../calls/reservation.js';
import { defineEvent } from '../event.js';

/**
 * The paid order's pieces are its own: off the shelf, or still to come. Published by inventory: orders moves CONFIRMED to PROCESSING when
 * all of them are there.
 */
export const stockCommitted = defineEvent(
  'stock-committed',
  ['orders'],
  z.object({
    orderId: z.uuid(),
    /** sold beyond stock, and not there yet; at most one per variant */
    backordered: z.array(backorderedLine).default([]),
  }),
);
