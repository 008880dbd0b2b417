import { anInputError, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, ObjectType } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import type { ReturnStepResult } from '../use-cases/decide-return.js';
import { returnsInSight } from './in-sight.js';
import { OrderType } from './order.type.js';
import { rereadOrder } from './readable-order.js';
import { OrderReturnType, toOrderReturn } from './return.type.js';

@ObjectType()
export class ReturnPayload {
  @Field(() => OrderReturnType, { nullable: true })
  return!: OrderReturnType | null;

  @Field(() => OrderType, { nullable: true })
  order!: OrderType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

/** The return and its order as they are after a step, or after it was objected to. */
export async function presentReturn(
  context: OrdersContext,
  returnId: string,
  { orderId, objection }: ReturnStepResult,
): Promise<ReturnPayload> {
  const order = await rereadOrder(context, orderId);
  const goods = order && (await returnsInSight(context.loaders, order.seen)).find(({ id }) => id === returnId);
  return Object.assign(new ReturnPayload(), {
    return: goods ? toOrderReturn(goods, order.seen) : null,
    order,
    userErrors: objection ? [anInputError(objection.code, objection.message, objection.path)] : [],
  });
}
