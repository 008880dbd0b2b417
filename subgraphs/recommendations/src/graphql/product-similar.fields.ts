import { pageSize } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RecommendationsContext } from '../context.js';
import { recommendSimilar } from '../use-cases/recommend-beside.js';
import { RecommendationType, toRecommendation } from './recommendation.type.js';
import { RecommendationsProductStub } from './stubs/product.stub.js';

@Resolver(() => RecommendationsProductStub)
export class ProductSimilarFields {
  @FieldResolver(() => [RecommendationType], {
    nullable: true,
    description: 'What is chosen with it or described like it; at most 100. Empty while it is too new.',
  })
  async similar(
    @Root() { id }: RecommendationsProductStub,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Ctx() { app, loaders }: RecommendationsContext,
  ): Promise<RecommendationType[]> {
    const items = await recommendSimilar({ ...app, loaders }, id, pageSize(first));
    return items.map(toRecommendation);
  }
}
