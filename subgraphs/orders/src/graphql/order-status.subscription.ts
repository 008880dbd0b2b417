import { NotFoundError } from '@souk/subgraph-kit';
import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import type { OrderEvent } from '../domain/order.js';
import { followOrder } from '../use-cases/follow-order.js';
import { OrderType } from './order.type.js';
import { OrderEventType, readEventCursor, toOrderEvent } from './order-event.type.js';
import { OrderStatus } from './order-status.enums.js';
import { findReadableOrder, rereadOrder } from './readable-order.js';

@ObjectType('OrderStatusChange')
export class OrderStatusChangeType {
  @Field(() => String, { description: 'Give it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => OrderStatus)
  status!: OrderStatus;

  @Field(() => OrderStatus, {
    nullable: true,
    description:
      'The same as `status` when something else happened, such as a part that was sent; null for the first event.',
  })
  previousStatus!: OrderStatus | null;

  @Field(() => OrderEventType)
  event!: OrderEventType;

  @Field(() => OrderType, { description: 'As it is now, which may be later than the event.' })
  order!: OrderType;
}

interface FollowArgs {
  readonly orderId: string;
  readonly after?: string | null;
}

@Resolver()
export class OrderStatusSubscription {
  @Subscription(() => OrderStatusChangeType, {
    subscribe: ({ args, context }: { args: FollowArgs; context: OrdersContext }) => follow(context, args),
    description:
      'What happens to an order, each event once and in order. `after`: null for what happens from now on, "" from the first event, a ' +
      'cursor for what came after it; then live. Ends when the order is CANCELLED or RETURNED.',
  })
  async orderStatusChanged(
    @Arg('orderId', () => ID) _orderId: string,
    @Arg('after', () => String, { nullable: true }) _after: string | null,
    @Root() event: OrderEvent,
    @Ctx() context: OrdersContext,
  ): Promise<OrderStatusChangeType> {
    const presented = toOrderEvent(event);
    return Object.assign(new OrderStatusChangeType(), {
      cursor: presented.cursor,
      status: event.status,
      previousStatus: event.previousStatus,
      event: presented,
      order: await rereadOrder(context, event.orderId),
    });
  }
}

/** @throws NotFoundError, InvalidInputError  before the first event */
async function follow(context: OrdersContext, { orderId, after }: FollowArgs): Promise<AsyncIterable<OrderEvent>> {
  context.loaders.forget();
  const order = await findReadableOrder(context, orderId);
  if (!order) throw new NotFoundError('Order');
  return followOrder(context.app, { order, afterVersion: versionOf(order, after ?? null) });
}

function versionOf(order: { id: string; version: number }, after: string | null): number {
  if (after === null) return order.version;
  return after === '' ? 0 : readEventCursor(order.id, after);
}
