import { z } from 'zod';
import { defineEvent } from '../event.js';

/** What can be sold of a variant fell to its threshold or below; told once per crossing. Published by inventory. */
export const stockRanLow = defineEvent(
  'stock-ran-low',
  ['users'],
  z.object({
    variantId: z.uuid(),
    productId: z.uuid(),
    sellerId: z.uuid(),
    sku: z.string(),
    name: z.string(),
    availableQuantity: z.int().nonnegative(),
    threshold: z.int().nonnegative(),
  }),
);
