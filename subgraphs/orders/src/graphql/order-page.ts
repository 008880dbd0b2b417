import { decodeCursor, encodeCursor, isId } from '@souk/subgraph-kit';
import { type Page, pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { ArgsType, Field, Int } from 'type-graphql';
import { z } from 'zod';
import type { OrdersContext } from '../context.js';
import { WHOLE } from '../domain/order-access.js';
import type { SeenOrder } from './in-sight.js';
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

/**
 * One page of the buyer's orders, of everybody's, or of those of which something is outstanding, newest first.
 *
 * @throws InvalidInputError  for a wrong size or cursor
 */
export async function readOrderPage(
  { loaders }: OrdersContext,
  which: { readonly buyerId: string } | 'everybody' | 'outstanding',
  args: OrderPageArgs,
): Promise<OrderConnection> {
  const stretch = stretchOf(args, ORDERS);
  const { ids, countAll } = listOf(loaders, which, stretch);
  const orders = await Promise.all((await ids()).map((id) => loaders.order.load(id)));
  const page = toPage(
    orders.filter((order) => order !== null),
    {
      first: stretch.limit - 1,
      after: args.after,
      cursorOf: ({ createdAt, id }) => encodeCursor(ORDERS, [createdAt.getTime(), id]),
      nodeOf: (order) => toOrder({ order, sight: WHOLE }),
      countAll,
    },
  );
  return OrderConnection.of(page);
}

function listOf(
  loaders: OrdersContext['loaders'],
  which: { readonly buyerId: string } | 'everybody' | 'outstanding',
  stretch: ReturnType<typeof stretchOf<OrderStatus>>,
): { readonly ids: () => Promise<string[]>; readonly countAll: () => Promise<number> } {
  const { status } = stretch;
  if (which === 'everybody') return { ids: () => loaders.allOrders(stretch), countAll: () => loaders.allCount(status) };
  if (which === 'outstanding')
    return { ids: () => loaders.outstandingOrders(stretch), countAll: () => loaders.outstandingCount() };
  const ownerId = which.buyerId;
  return {
    ids: () => loaders.ordersOfBuyer.load({ ownerId, ...stretch }),
    countAll: () => loaders.ownedCount.load({ ownership: 'buyer', ownerId, status }),
  };
}

/** One page of a seller's parts of orders, newest first. @throws InvalidInputError  for a wrong size or cursor */
export async function readPartsPage<Node>(
  { loaders }: OrdersContext,
  sellerId: string,
  args: OrderPageArgs,
  nodeOf: (seen: SeenOrder) => Node,
): Promise<Page<Node>> {
  const stretch = stretchOf(args, PARTS);
  const parts = await loaders.partsOfSeller.load({ ownerId: sellerId, ...stretch });
  const seen = await Promise.all(parts.map(async (part) => ({ part, order: await loaders.order.load(part.orderId) })));
  return toPage(
    seen.flatMap(({ order, part }) => (order ? [{ order, part }] : [])),
    {
      first: stretch.limit - 1,
      after: args.after,
      cursorOf: ({ part }) => encodeCursor(PARTS, [part.createdAt.getTime(), part.id]),
      nodeOf: ({ order, part }) => nodeOf({ order, sight: { kind: 'part', part } }),
      countAll: () => loaders.ownedCount.load({ ownership: 'seller', ownerId: sellerId, status: stretch.status }),
    },
  );
}

const ORDERS = 'orders-newest';
const PARTS = 'seller-orders-newest';
/** of a Date: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LAST_MOMENT_MS = 8.64e15;
const position = z.tuple([z.int().min(0).max(LAST_MOMENT_MS), z.string().refine(isId)]);

/** @param sort  name of the list: a cursor of another one is refused. @throws InvalidInputError  for a wrong size or cursor */
export function stretchOf<Status>(
  { first, after, status }: { first?: number | null; after?: string | null; status?: Status | null },
  sort: string,
) {
  const limit = pageSize(first) + 1;
  return { status: status ?? null, after: after ? readPosition(sort, after) : null, limit };
}

function readPosition(sort: string, after: string) {
  const [createdAtMs, id] = decodeCursor(sort, after, position);
  return { createdAt: new Date(createdAtMs), id };
}
