import { hasRole, requireMember, requireText } from '@souk/subgraph-kit';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { isAdmin, WHOLE } from '../domain/order-access.js';
import { lookUpOrder } from '../use-cases/look-up-order.js';
import { OrderType, toOrder } from './order.type.js';
import { OrderConnection } from './order-connection.type.js';
import { OrderPageArgs, readOrderPage, readPartsPage } from './order-page.js';
import { findReadableOrder, findReadablePart } from './readable-order.js';
import { SellerOrderType, toSellerOrder } from './seller-order.type.js';

@Resolver()
export class OrderResolver {
  @Query(() => OrderType, { nullable: true, description: 'Null also for an order that the viewer may not see.' })
  async order(@Arg('id', () => ID) id: string, @Ctx() context: OrdersContext): Promise<OrderType | null> {
    const seen = await findReadableOrder(context, id);
    return seen && toOrder(seen);
  }

  @Query(() => OrderType, {
    nullable: true,
    description: 'For guests: null when the number or the e-mail address is wrong. Rate limited.',
  })
  async orderLookup(
    @Arg('number', () => String) number: string,
    @Arg('email', () => String) email: string,
    @Ctx() context: OrdersContext,
  ): Promise<OrderType | null> {
    const id = await lookUpOrder(context.app, {
      number: requireText(number, ['number'], { max: 40 }),
      email: requireText(email, ['email'], { max: 254 }),
      address: context.client.address ?? null,
    });
    const order = id && (await context.loaders.order.load(id));
    return order ? toOrder({ order, sight: WHOLE }) : null;
  }

  @Query(() => OrderConnection, {
    description:
      'Newest first. An admin sees all orders, a seller the own part of those with own lines, a member the own.',
  })
  async orders(
    @Args(() => OrderPageArgs) args: OrderPageArgs,
    @Ctx() context: OrdersContext,
  ): Promise<OrderConnection> {
    const member = requireMember(context.viewer);
    const isSeller = hasRole(member, 'SELLER') && !isAdmin(member);
    if (isSeller) return OrderConnection.of(await readPartsPage(context, member.id, args, toOrder));
    return readOrderPage(context, isAdmin(member) ? 'everybody' : { buyerId: member.id }, args);
  }

  @Query(() => SellerOrderType, {
    nullable: true,
    description: 'A seller’s part of an order. Null also for one that the viewer may not see.',
  })
  async sellerOrder(@Arg('id', () => ID) id: string, @Ctx() context: OrdersContext): Promise<SellerOrderType | null> {
    const seen = await findReadablePart(context, id);
    return seen && toSellerOrder(seen);
  }
}
