import { z } from 'zod';
import { defineEvent } from '../event.js';

/** The whole of a product after it was created, changed or archived. Published by products; `version` is the product's. */
export const productChanged = defineEvent(
  'product-changed',
  ['carts', 'inventory', 'recommendations'],
  z.object({
    productId: z.uuid(),
    name: z.string(),
    description: z.string(),
    brandId: z.uuid().nullable(),
    brandName: z.string().nullable(),
    /** from the leaf up to the root */
    categoryIds: z.array(z.uuid()),
    sellerId: z.uuid(),
    attributes: z.array(z.object({ key: z.string(), value: z.string() })),
    isActive: z.boolean(),
    createdAt: z.iso.datetime(),
  }),
);
