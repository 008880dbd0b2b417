import { requireId, requireMember } from '@souk/subgraph-kit';
import { UserErrorType } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { CartProblemsError } from '../domain/cart.errors.js';
import { awaitStock } from '../use-cases/await-stock.js';
import { stopAwaitingStock } from '../use-cases/stop-awaiting-stock.js';
import { toUserError } from './cart-errors.type.js';

@InputType()
export class BackInStockNotifyInput {
  @Field(() => ID)
  variantId!: string;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@InputType()
export class BackInStockWithdrawInput {
  @Field(() => ID)
  variantId!: string;
}

@ObjectType()
export class BackInStockPayload {
  @Field(() => Boolean, { description: 'Whether the member is told when it can be had again.' })
  isWaiting!: boolean;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@Resolver()
export class BackInStockResolver {
  @Mutation(() => BackInStockPayload, {
    description: 'For members, of a variant that is sold out: to be told once, when it can be had again.',
  })
  async backInStockNotify(
    @Arg('input', () => BackInStockNotifyInput) input: BackInStockNotifyInput,
    @Ctx() { app, viewer }: CartsContext,
  ): Promise<BackInStockPayload> {
    const { id: userId } = requireMember(viewer);
    const variantId = requireId(input.variantId, ['input', 'variantId']);
    const { idempotencyKey = null } = input;
    try {
      await awaitStock(app, { variantId, userId, idempotencyKey });
      return { isWaiting: true, userErrors: [] };
    } catch (error) {
      if (!(error instanceof CartProblemsError)) throw error;
      return { isWaiting: false, userErrors: error.problems.map(toUserError) };
    }
  }
  @Mutation(() => BackInStockPayload, {
    description: 'For members: not to be told of this variant after all. Safe to repeat.',
  })
  async backInStockWithdraw(
    @Arg('input', () => BackInStockWithdrawInput) input: BackInStockWithdrawInput,
    @Ctx() { app, viewer }: CartsContext,
  ): Promise<BackInStockPayload> {
    const { id: userId } = requireMember(viewer);
    await stopAwaitingStock(app, { variantId: requireId(input.variantId, ['input', 'variantId']), userId });
    return { isWaiting: false, userErrors: [] };
  }
}
