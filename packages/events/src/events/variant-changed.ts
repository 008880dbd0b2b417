import { z } from 'zod';
import { defineEvent } from '../event.js';
import { currency, minorUnits } from '../shapes.js';

/** The whole of a variant after it was created, changed, repriced or archived. Published by products; `version` is the variant's. */
export const variantChanged = defineEvent(
  'variant-changed',
  ['carts', 'inventory'],
  z.object({
    variantId: z.uuid(),
    productId: z.uuid(),
    sellerId: z.uuid(),
    sku: z.string(),
    /** product and variant name together, as a line of an order shows it */
    name: z.string(),
    weightGrams: z.int().nonnegative(),
    prices: z.array(z.object({ currency, minorUnits })),
    isActive: z.boolean(),
    /** not given: STANDARD */
    taxClass: z.enum(['STANDARD', 'REDUCED', 'ZERO']).optional(),
  }),
);
