import { hasRole } from '@souk/subgraph-kit';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { PromotionType } from './promotion.type.js';

/** What is not every shopper's business. */
@Resolver(() => PromotionType)
export class PromotionUsageFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Orders that use it or are about to, counted while it has a limit. null for everybody but admins.',
  })
  usedCount(@Root() { promotion }: PromotionType, @Ctx() { viewer }: CartsContext): number | null {
    return hasRole(viewer, 'ADMIN') ? promotion.usedCount : null;
  }
}
