import { z } from 'zod';
import { defineEvent } from '../event.js';

/** A shopper rated a product. Published by products. */
export const reviewWritten = defineEvent(
  'review-written',
  ['recommendations'],
  z.object({ reviewId: z.uuid(), productId: z.uuid(), userId: z.uuid(), rating: z.int().min(1).max(5) }),
);
