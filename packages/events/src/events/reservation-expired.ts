import { z } from 'zod';
import { defineEvent } from '../event.js';

/** An order was not paid in time and its pieces can be sold again. Published by inventory: orders cancels the PENDING order. */
export const reservationExpired = defineEvent('reservation-expired', ['orders'], z.object({ orderId: z.uuid() }));
