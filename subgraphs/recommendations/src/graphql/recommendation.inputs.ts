import { InvalidInputError, requireId, requireInteger } from '@souk/subgraph-kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { Algorithm } from '../domain/recommend.js';
import type { ShopperWish } from '../use-cases/recommend-to-shopper.js';
import { AlgorithmEnum } from './recommendation.type.js';

const MAX_CATEGORIES = 50;
const MAX_EXCLUDED = 500;

@InputType()
export class RecommendationInput {
  @Field(() => AlgorithmEnum, { nullable: true, defaultValue: 'HYBRID' })
  algorithm?: Algorithm | null;

  @Field(() => Int, { nullable: true, defaultValue: 10, description: '1–100.' })
  limit?: number | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only from these categories and those below them; at most 50. Null: from all.',
  })
  includeCategoryIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Never these; at most 500.' })
  excludeProductIds?: string[] | null;
}

/** @throws InvalidInputError  naming the first value that breaks a rule */
export function toWish(input: RecommendationInput | null | undefined): ShopperWish {
  const { algorithm, limit, includeCategoryIds, excludeProductIds } = input ?? {};
  return {
    algorithm: algorithm ?? 'HYBRID',
    limit: requireInteger(limit ?? 10, ['input', 'limit'], { min: 1, max: 100 }),
    includeCategoryIds: includeCategoryIds
      ? requireIds(includeCategoryIds, 'includeCategoryIds', MAX_CATEGORIES)
      : null,
    excludeProductIds: requireIds(excludeProductIds ?? [], 'excludeProductIds', MAX_EXCLUDED),
  };
}

function requireIds(ids: readonly string[], field: string, max: number): string[] {
  if (ids.length > max) {
    throw new InvalidInputError(`${field} takes at most ${max} ids, got ${ids.length}`, ['input', field]);
  }
  return ids.map((id, index) => requireId(id, ['input', field, String(index)]));
}
