import { pageSize } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RecommendationsContext } from '../context.js';
import { recommendForCart } from '../use-cases/recommend-beside.js';
import { RecommendationType, toRecommendation } from './recommendation.type.js';
import { RecommendationsCartStub } from './stubs/cart.stub.js';

@Resolver(() => RecommendationsCartStub)
export class CartRecommendationsFields {
  @Directive('@requires(fields: "lines { variant { product { id } } }")')
  @FieldResolver(() => [RecommendationType], {
    nullable: true,
    description: 'What goes with the products in the cart, none of them among it; at most 100.',
  })
  async recommendations(
    @Root() { lines }: RecommendationsCartStub,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Ctx() { app, loaders }: RecommendationsContext,
  ): Promise<RecommendationType[]> {
    const productIds = lines.flatMap(({ variant }) => variant?.product?.id ?? []);
    const items = await recommendForCart({ ...app, loaders }, productIds, pageSize(first));
    return items.map(toRecommendation);
  }
}
