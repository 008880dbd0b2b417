import { decodeCursor, encodeCursor, isId } from '@souk/subgraph-kit';
import { pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { ArgsType, Field, Int } from 'type-graphql';
import { z } from 'zod';
import type { OrdersContext } from '../context.js';
import { toOrder } from './order.type.js';
import { OrderConnection } from './order-connection.type.js';
import { OrderStatus } from './order-status.enums.js';

@ArgsType()
export class OrderPageArgs {
  @Field(() => Int, { nullable: true, description: '1–100, 20 if not given.' })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => OrderStatus, { nullable: true })
  status?: OrderStatus | null;
}

export interface OrderOwner {
  readonly ownership: 'buyer' | 'seller';
  readonly ownerId: string;
}

/** One page of the owner's orders, or of everybody's, newest first. @throws InvalidInputError  for a wrong size or cursor */
export async function readOrderPage(
  { loaders }: OrdersContext,
  owner: OrderOwner | 'everybody',
  args: OrderPageArgs,
): Promise<OrderConnection> {
  const first = pageSize(args.first);
  const status = args.status ?? null;
  const stretch = { status, after: readPosition(args.after), limit: first + 1 };
  const ids =
    owner === 'everybody' ? await loaders.allOrders(stretch) : await loaders.ownedOrders.load({ ...owner, ...stretch });
  const orders = await Promise.all(ids.map((id) => loaders.order.load(id)));
  const page = toPage(
    orders.filter((order) => order !== null),
    {
      first,
      after: args.after,
      cursorOf: ({ createdAt, id }) => encodeCursor(SORT, [createdAt.getTime(), id]),
      nodeOf: toOrder,
      countAll: async () =>
        owner === 'everybody' ? loaders.allCount(status) : loaders.ownedCount.load({ ...owner, status }),
    },
  );
  return OrderConnection.of(page);
}

const SORT = 'orders-newest';
/** of a Date: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LAST_MOMENT_MS = 8.64e15;
const position = z.tuple([z.int().min(0).max(LAST_MOMENT_MS), z.string().refine(isId)]);

function readPosition(after: string | null | undefined) {
  if (!after) return null;
  const [createdAtMs, id] = decodeCursor(SORT, after, position);
  return { createdAt: new Date(createdAtMs), id };
}
