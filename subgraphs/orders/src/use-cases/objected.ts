import { z } from 'zod';
import { ORDER_ERROR_CODES } from '../domain/order.errors.js';

/** The answer of a use case that the order, as it is, does not allow; kept with its idempotency key. */
export const objected = z.object({
  kind: z.literal('objected'),
  objection: z.object({
    code: z.enum(ORDER_ERROR_CODES),
    message: z.string(),
    path: z.array(z.string()).nullable(),
  }),
});
