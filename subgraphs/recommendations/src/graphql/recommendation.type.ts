import { DateTime } from '@souk/subgraph-kit/graphql';
import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { ALGORITHMS, type Algorithm } from '../domain/recommend.js';
import type { PresentedItem } from '../use-cases/present-recommendations.js';
import type { RecommendationAnswer } from '../use-cases/recommend-to-shopper.js';
import { RecommendationsProductStub } from './stubs/product.stub.js';

export const AlgorithmEnum = Object.fromEntries(ALGORITHMS.map((name) => [name, name])) as Record<Algorithm, Algorithm>;

registerEnumType(AlgorithmEnum, {
  name: 'RecommendationAlgorithm',
  description:
    'POPULAR: what many took to lately. COLLABORATIVE: what others with the same taste took to. CONTENT: what is described alike. HYBRID: all of them together.',
});

@ObjectType('Recommendation')
export class RecommendationType {
  @Field(() => RecommendationsProductStub)
  product!: RecommendationsProductStub;

  @Field(() => Float, { description: '0–1; comparable within one answer only.' })
  score!: number;

  @Field(() => String, { description: 'A short English sentence, as it stands under the product.' })
  reason!: string;

  @Field(() => Float, { description: '0–1: roughly the chance that the shopper takes to the product within weeks.' })
  confidence!: number;
}

@ObjectType('RecommendationSet')
export class RecommendationSetType {
  @Field(() => [RecommendationType], { description: 'Best first; no product twice.' })
  items!: RecommendationType[];

  @Field(() => AlgorithmEnum, {
    description: 'POPULAR where too little is known of the shopper for what was asked.',
  })
  algorithmUsed!: Algorithm;

  @Field(() => Float, { description: 'Mean of the items; 0 without any.' })
  confidence!: number;

  @Field(() => DateTime)
  generatedAt!: Date;
}

export function toRecommendation({ productId, score, reason, confidence }: PresentedItem): RecommendationType {
  return { product: { id: productId }, score, reason, confidence };
}

export function toRecommendationSet({ items, ...facts }: RecommendationAnswer): RecommendationSetType {
  return { ...facts, items: items.map(toRecommendation) };
}
