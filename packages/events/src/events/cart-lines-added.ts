import { z } from 'zod';
import { defineEvent } from '../event.js';

/** A member put something into the cart: a sign of interest. Published by carts. */
export const cartLinesAdded = defineEvent(
  'cart-lines-added',
  ['recommendations'],
  z.object({
    cartId: z.uuid(),
    userId: z.uuid(),
    lines: z.array(z.object({ variantId: z.uuid(), productId: z.uuid(), quantity: z.int().positive() })),
  }),
);
