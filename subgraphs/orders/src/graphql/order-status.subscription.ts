import { NotFoundError } from '@souk/subgraph-kit';
import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import type { OrderEvent } from '../domain/order.js';
import { followOrder } from '../use-cases/follow-order.js';
import { eventInSight, idInSight, type SeenOrder } from './in-sight.js';
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
      'cursor for what came after it; then live. Ends when the order is CANCELLED or RETURNED. A seller hears of changes of the status.',
  })
  async orderStatusChanged(
    @Arg('orderId', () => ID) orderId: string,
    @Arg('after', () => String, { nullable: true }) _after: string | null,
    @Root() event: OrderEvent,
    @Ctx() context: OrdersContext,
  ): Promise<OrderStatusChangeType> {
    const order = await rereadOrder(context, orderId);
    if (!order) throw new NotFoundError('Order');
    const presented = toOrderEvent(eventInSight(event, order.seen.sight) ?? event, order.id);
    return Object.assign(new OrderStatusChangeType(), {
      cursor: presented.cursor,
      status: event.status,
      previousStatus: event.previousStatus,
      event: presented,
      order,
    });
  }
}

/** @throws NotFoundError, InvalidInputError  before the first event */
async function follow(context: OrdersContext, { orderId, after }: FollowArgs): Promise<AsyncIterable<OrderEvent>> {
  context.loaders.forget();
  const seen = await findReadableOrder(context, orderId);
  if (!seen) throw new NotFoundError('Order');
  const { order, sight } = seen;
  const kind = sight.kind === 'whole' ? 'everything' : 'changes of status';
  return followOrder(context.app, { order, kind, afterVersion: versionOf(seen, after ?? null) });
}

function versionOf(seen: SeenOrder, after: string | null): number {
  if (after === null) return seen.order.version;
  return after === '' ? 0 : readEventCursor(idInSight(seen), after);
}
