import { z } from 'zod';
import { defineEvent } from '../event.js';

/** A variant that was sold out can be had again: for the members who asked to be told, each once. Published by carts. */
export const backInStock = defineEvent(
  'back-in-stock',
  ['users'],
  z.object({
    variantId: z.uuid(),
    productId: z.uuid(),
    name: z.string(),
    /** more of them are told by further facts */
    userIds: z.array(z.uuid()).min(1).max(500),
  }),
);
