import { requireId } from '@souk/subgraph-kit';
import { pageSize } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { RecommendationsContext } from '../context.js';
import { recommendTrending } from '../use-cases/recommend-beside.js';
import { recommendToShopper } from '../use-cases/recommend-to-shopper.js';
import { RecommendationInput, toWish } from './recommendation.inputs.js';
import {
  RecommendationSetType,
  RecommendationType,
  toRecommendation,
  toRecommendationSet,
} from './recommendation.type.js';

@Resolver()
export class RecommendationResolver {
  @Query(() => RecommendationSetType, {
    description: 'For who asks: by a member’s own history, popular things for a guest.',
  })
  async recommendations(
    @Arg('input', () => RecommendationInput, { nullable: true }) input: RecommendationInput | null,
    @Ctx() { app, loaders, viewer }: RecommendationsContext,
  ): Promise<RecommendationSetType> {
    const userId = viewer.kind === 'member' ? viewer.id : null;
    return toRecommendationSet(await recommendToShopper({ ...app, loaders }, userId, toWish(input)));
  }

  @Query(() => [RecommendationType], { description: 'What many took to lately; at most 100.' })
  async trending(
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('categoryId', () => ID, { nullable: true, description: 'With the categories below it.' })
    categoryId: string | null,
    @Ctx() { app, loaders }: RecommendationsContext,
  ): Promise<RecommendationType[]> {
    const category = categoryId ? requireId(categoryId, ['categoryId']) : null;
    const items = await recommendTrending({ ...app, loaders }, { categoryId: category, limit: pageSize(first) });
    return items.map(toRecommendation);
  }
}
