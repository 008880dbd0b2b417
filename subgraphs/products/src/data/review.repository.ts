import type { Review } from '../domain/review.js';
import type { ProductsTransaction } from './database.js';
import { reviews } from './tables.js';

/** @returns false when the user has reviewed the product before */
export async function insertReview(tx: ProductsTransaction, review: Review): Promise<boolean> {
  const inserted = await tx
    .insert(reviews)
    .values(review)
    .onConflictDoNothing({ target: [reviews.productId, reviews.userId] })
    .returning({ id: reviews.id });
  return inserted.length > 0;
}
