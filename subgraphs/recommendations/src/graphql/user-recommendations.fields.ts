import { hasRole } from '@souk/subgraph-kit';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RecommendationsContext } from '../context.js';
import { recommendToShopper } from '../use-cases/recommend-to-shopper.js';
import { RecommendationInput, toWish } from './recommendation.inputs.js';
import { RecommendationSetType, toRecommendationSet } from './recommendation.type.js';
import { RecommendationsUserStub } from './stubs/user.stub.js';

@Resolver(() => RecommendationsUserStub)
export class UserRecommendationsFields {
  @FieldResolver(() => RecommendationSetType, {
    nullable: true,
    description: 'null for everybody but the user and admins.',
  })
  async recommendations(
    @Root() user: RecommendationsUserStub,
    @Arg('input', () => RecommendationInput, { nullable: true }) input: RecommendationInput | null,
    @Ctx() { app, loaders, viewer }: RecommendationsContext,
  ): Promise<RecommendationSetType | null> {
    const isOwn = viewer.kind === 'member' && viewer.id === user.id;
    if (!isOwn && !hasRole(viewer, 'ADMIN')) return null;
    return toRecommendationSet(await recommendToShopper({ ...app, loaders }, user.id, toWish(input)));
  }
}
