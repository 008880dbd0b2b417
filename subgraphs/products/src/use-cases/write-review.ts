import { anEvent, reviewWritten } from '@souk/events';
import { NotFoundError, newId, requireMember, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { ProductsDependencies } from '../context.js';
import { addRating } from '../data/product.repository.js';
import { insertReview } from '../data/review.repository.js';
import { refreshRating } from '../data/search/refresh-figures.js';
import { MendableError } from '../domain/product.errors.js';
import type { Review } from '../domain/review.js';

export interface NewReview extends Pick<Review, 'productId' | 'rating' | 'title' | 'body'> {
  readonly idempotencyKey: string | null;
}

const answer = z.object({
  id: z.uuid(),
  productId: z.uuid(),
  userId: z.uuid(),
  rating: z.int(),
  title: z.string(),
  body: z.string(),
  createdAt: z.coerce.date(),
});

/**
 * Writes a member's review, one a product, and keeps the product's average.
 *
 * @throws UnauthenticatedError  for a guest @throws NotFoundError  for a product that is not sold
 * @throws MendableError  ALREADY_REVIEWED
 * Emits `review-written` (outbox, same transaction).
 */
export async function writeReview(app: ProductsDependencies, viewer: Viewer, input: NewReview): Promise<Review> {
  const member = requireMember(viewer);
  const { idempotencyKey: key, ...content } = input;
  return app.db.transaction((tx) =>
    runOnce(tx, { scope: `user:${member.id}/reviewCreate`, key, input: content }, answer, async () => {
      const review = { ...content, id: newId(), userId: member.id, createdAt: app.now() };
      if (!(await addRating(tx, review.productId, review.rating))) throw new NotFoundError('Product');
      if (!(await insertReview(tx, review))) throw new MendableError('ALREADY_REVIEWED', ['input', 'productId']);
      await refreshRating(tx, review.productId);
      const data = { reviewId: review.id, productId: review.productId, userId: member.id, rating: review.rating };
      await app.outbox.append(tx, [anEvent(reviewWritten, { data, version: 1, at: review.createdAt })]);
      return review;
    }),
  );
}
