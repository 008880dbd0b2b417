import { buildSubgraph, type ReferenceResolver } from '@souk/subgraph-kit';
import { InputErrorType } from '@souk/subgraph-kit/graphql';
import type { GraphQLSchema } from 'graphql';
import type { RecommendationsContext } from '../context.js';
import { CartRecommendationsFields } from './cart-recommendations.fields.js';
import { InteractionResolver } from './interaction.resolver.js';
import { ProductSimilarFields } from './product-similar.fields.js';
import { RecommendationResolver } from './recommendation.resolver.js';
import { RecommendationsCartStub } from './stubs/cart.stub.js';
import { RecommendationsUserStub } from './stubs/user.stub.js';
import { UserRecommendationsFields } from './user-recommendations.fields.js';

/** What we add to another's entity is found by what the router sends of it. */
const asItIs: ReferenceResolver<RecommendationsContext> = (reference) => reference;

/** Needs no database: the schema pipeline builds it too. */
export function buildRecommendationsSchema(): Promise<GraphQLSchema> {
  return buildSubgraph<RecommendationsContext>({
    resolvers: [
      RecommendationResolver,
      InteractionResolver,
      UserRecommendationsFields,
      ProductSimilarFields,
      CartRecommendationsFields,
    ],
    orphanedTypes: [InputErrorType, RecommendationsCartStub, RecommendationsUserStub],
    references: { User: asItIs, Product: asItIs, Cart: asItIs },
  });
}
