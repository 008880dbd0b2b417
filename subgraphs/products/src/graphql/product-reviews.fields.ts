import { encodeCursor } from '@souk/subgraph-kit';
import { pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { idOfCursor } from './id-cursor.js';
import { ProductType } from './product.type.js';
import { ReviewConnection, toReview } from './review.type.js';

const SORT = 'reviews';

@Resolver(() => ProductType)
export class ProductReviewsFields {
  @FieldResolver(() => ReviewConnection, { description: 'Newest first.' })
  async reviews(
    @Root() product: ProductType,
    @Ctx() { loaders }: ProductsContext,
    @Arg('first', () => Int, { nullable: true }) firstAsked?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<InstanceType<typeof ReviewConnection>> {
    const first = pageSize(firstAsked);
    const afterId = idOfCursor(SORT, after);
    const rows = await loaders.reviewsByProduct.load({ ownerId: product.id, first, afterId });
    const page = toPage(rows, {
      first,
      after,
      cursorOf: (row) => encodeCursor(SORT, [row.id]),
      nodeOf: toReview,
      countAll: async () => product.reviewCount,
    });
    return ReviewConnection.of(page);
  }
}
