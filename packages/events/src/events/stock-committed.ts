import { z } from 'zod';
import { defineEvent } from '../event.js';

/** The warehouse took the paid order's pieces off the shelf. Published by inventory: orders moves CONFIRMED to PROCESSING. */
export const stockCommitted = defineEvent('stock-committed', ['orders'], z.object({ orderId: z.uuid() }));
