import { requireId, requireText } from '@souk/subgraph-kit';
import { anInputError, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { cancelOrder } from '../use-cases/cancel-order.js';
import { OrderType } from './order.type.js';
import { rereadOrder } from './readable-order.js';

@InputType()
export class OrderCancelInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => String, { nullable: true, description: 'For people; at most 500 characters.' })
  reason?: string | null;

  @Field(() => String, { description: '1–200 characters.' })
  idempotencyKey!: string;
}

@ObjectType()
export class OrderCancelPayload {
  @Field(() => OrderType, { nullable: true })
  order!: OrderType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@Resolver()
export class OrderCancelResolver {
  @Mutation(() => OrderCancelPayload, {
    description: 'Cancels an order of which nothing was sent, and refunds it. For the buyer and admins.',
  })
  async orderCancel(
    @Arg('input', () => OrderCancelInput) { orderId, reason, idempotencyKey }: OrderCancelInput,
    @Ctx() context: OrdersContext,
  ): Promise<OrderCancelPayload> {
    const id = requireId(orderId, ['input', 'orderId']);
    const objection = await cancelOrder(context.app, {
      viewer: context.viewer,
      orderId: id,
      reason: reason ? requireText(reason, ['input', 'reason'], { max: 500 }) : null,
      idempotencyKey: requireText(idempotencyKey, ['input', 'idempotencyKey'], { max: 200 }),
    });
    const order = await rereadOrder(context, id);
    const userErrors = objection ? [anInputError(objection.code, objection.message, objection.path)] : [];
    return Object.assign(new OrderCancelPayload(), { order, userErrors });
  }
}
