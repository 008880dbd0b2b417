import { z } from 'zod';
import { defineEvent } from '../event.js';

/**
 * What can be sold of a variant, over all warehouses, after each change: a reservation, its end, an adjustment. Published by
 * inventory; `version` is the variant's stock version.
 */
export const stockChanged = defineEvent(
  'stock-changed',
  ['products', 'carts'],
  z.object({ variantId: z.uuid(), productId: z.uuid(), availableQuantity: z.int().nonnegative() }),
);
