import { requireId, requireInteger, requireText } from '@souk/subgraph-kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { writeReview } from '../use-cases/write-review.js';
import { ReviewCreateInput } from './catalogue.inputs.js';
import { ReviewPayload } from './payloads.type.js';
import { toProduct } from './product.type.js';
import { toReview } from './review.type.js';
import { attempt } from './user-errors.js';

@Resolver()
export class ReviewMutations {
  @Mutation(() => ReviewPayload, { description: 'Members, once a product.' })
  async reviewCreate(
    @Ctx() { app, viewer, loaders }: ProductsContext,
    @Arg('input', () => ReviewCreateInput) input: ReviewCreateInput,
  ): Promise<ReviewPayload> {
    const review = {
      productId: requireId(input.productId, ['input', 'productId']),
      rating: requireInteger(input.rating, ['input', 'rating'], { min: 1, max: 5 }),
      title: requireText(input.title, ['input', 'title'], { max: 120 }),
      body: requireText(input.body, ['input', 'body'], { max: 5_000 }),
      idempotencyKey: input.idempotencyKey ?? null,
    };
    const { value, userErrors } = await attempt(() => writeReview(app, viewer, review));
    const product = await loaders.productById.load(review.productId);
    return { review: value && toReview(value), product: product && toProduct(product), userErrors };
  }
}
