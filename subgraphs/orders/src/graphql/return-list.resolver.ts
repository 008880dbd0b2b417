import { encodeCursor, ForbiddenError, hasRole, requireMember } from '@souk/subgraph-kit';
import { connectionOf, toPage } from '@souk/subgraph-kit/graphql';
import { Args, ArgsType, Ctx, Field, Int, Query, Resolver } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { isAdmin, WHOLE } from '../domain/order-access.js';
import type { Return } from '../domain/return.js';
import { ReturnStatus } from '../domain/return-status.js';
import type { SeenOrder } from './in-sight.js';
import { stretchOf } from './order-page.js';
import { OrderReturnType, toOrderReturn } from './return.type.js';

const ReturnConnection = connectionOf('Return', () => OrderReturnType);
type ReturnConnection = InstanceType<typeof ReturnConnection>;

@ArgsType()
class ReturnPageArgs {
  @Field(() => Int, { nullable: true, description: '1–100, 20 if not given.' })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => ReturnStatus, { nullable: true })
  status?: ReturnStatus | null;
}

const RETURNS = 'returns-newest';

@Resolver()
export class ReturnListResolver {
  @Query(() => ReturnConnection, {
    description: 'Newest first. A seller sees the returns of own lines, an admin all.',
  })
  async returns(
    @Args(() => ReturnPageArgs) args: ReturnPageArgs,
    @Ctx() context: OrdersContext,
  ): Promise<ReturnConnection> {
    const { loaders } = context;
    const which = { sellerId: sellerInSight(context), status: args.status ?? null };
    const stretch = stretchOf(args, RETURNS);
    const goods = await loaders.listReturns({ ...stretch, ...which });
    const seen = await Promise.all(goods.map((one) => see(context, one)));
    const page = toPage(
      seen.filter((one) => one !== null),
      {
        first: stretch.limit - 1,
        after: args.after,
        cursorOf: ({ id, requestedAt }) => encodeCursor(RETURNS, [requestedAt.getTime(), id]),
        nodeOf: (one) => one,
        countAll: () => loaders.countReturns(which),
      },
    );
    return ReturnConnection.of(page);
  }
}

/** @returns null when all returns are @throws ForbiddenError  for who sells nothing */
function sellerInSight({ viewer }: OrdersContext): string | null {
  const member = requireMember(viewer);
  if (isAdmin(member)) return null;
  if (!hasRole(member, 'SELLER')) throw new ForbiddenError();
  return member.id;
}

async function see({ loaders, viewer }: OrdersContext, goods: Return): Promise<OrderReturnType | null> {
  const [order, parts] = await Promise.all([loaders.order.load(goods.orderId), loaders.parts.load(goods.orderId)]);
  const part = parts.find(({ sellerId }) => sellerId === goods.sellerId);
  if (!order || !part) return null;
  const sight: SeenOrder['sight'] = isAdmin(viewer) ? WHOLE : { kind: 'part', part };
  return toOrderReturn(goods, { order, sight });
}
