import { requireId, requireRole, requireText } from '@souk/subgraph-kit';
import { anInputError, UserErrorType } from '@souk/subgraph-kit/graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { closeOutstanding } from '../use-cases/close-outstanding.js';
import { OrderType } from './order.type.js';
import { OrderConnection } from './order-connection.type.js';
import { readOrderPage } from './order-page.js';
import { rereadOrder } from './readable-order.js';

@ArgsType()
class OutstandingPageArgs {
  @Field(() => Int, { nullable: true, description: '1–100, 20 if not given.' })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

@InputType()
export class OrderOutstandingCloseInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => String, { description: 'For people: how it was collected, or why it was given up; 1–500 characters.' })
  reason!: string;

  @Field(() => String, { description: '1–200 characters.' })
  idempotencyKey!: string;
}

@ObjectType()
export class OrderOutstandingClosePayload {
  @Field(() => OrderType, { nullable: true })
  order!: OrderType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@Resolver()
export class OutstandingResolver {
  @Query(() => OrderConnection, {
    description:
      'Orders of which something was sent that can’t be taken from the card any more, newest first. For admins.',
  })
  async outstandingOrders(
    @Args(() => OutstandingPageArgs) args: OutstandingPageArgs,
    @Ctx() context: OrdersContext,
  ): Promise<OrderConnection> {
    requireRole(context.viewer, 'ADMIN');
    return readOrderPage(context, 'outstanding', args);
  }

  @Mutation(() => OrderOutstandingClosePayload, {
    description: 'What is outstanding of an order came in another way, or is given up. For admins.',
  })
  async orderOutstandingClose(
    @Arg('input', () => OrderOutstandingCloseInput) input: OrderOutstandingCloseInput,
    @Ctx() context: OrdersContext,
  ): Promise<OrderOutstandingClosePayload> {
    const orderId = requireId(input.orderId, ['input', 'orderId']);
    const isClosed = await closeOutstanding(context.app, {
      ...{ viewer: context.viewer, orderId },
      reason: requireText(input.reason, ['input', 'reason'], { max: 500 }),
      idempotencyKey: requireText(input.idempotencyKey, ['input', 'idempotencyKey'], { max: 200 }),
    });
    const nothing = anInputError('NOTHING_OUTSTANDING', 'Nothing is outstanding', ['input', 'orderId']);
    const order = await rereadOrder(context, orderId);
    return Object.assign(new OrderOutstandingClosePayload(), { order, userErrors: isClosed ? [] : [nothing] });
  }
}
