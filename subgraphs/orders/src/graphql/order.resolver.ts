import { hasRole, type Member, requireMember, requireText } from '@souk/subgraph-kit';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { lookUpOrder } from '../use-cases/look-up-order.js';
import { OrderType, toOrder } from './order.type.js';
import { OrderConnection } from './order-connection.type.js';
import { type OrderOwner, OrderPageArgs, readOrderPage } from './order-page.js';
import { findReadableOrder, rereadOrder } from './readable-order.js';

@Resolver()
export class OrderResolver {
  @Query(() => OrderType, { nullable: true, description: 'Null also for an order that the viewer may not see.' })
  async order(@Arg('id', () => ID) id: string, @Ctx() context: OrdersContext): Promise<OrderType | null> {
    const order = await findReadableOrder(context, id);
    return order && toOrder(order);
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
    return id === null ? null : rereadOrder(context, id);
  }

  @Query(() => OrderConnection, {
    description: 'Newest first. An admin sees all orders, a seller those with own lines, a member the own ones.',
  })
  orders(@Args(() => OrderPageArgs) args: OrderPageArgs, @Ctx() context: OrdersContext): Promise<OrderConnection> {
    return readOrderPage(context, listOf(requireMember(context.viewer)), args);
  }
}

function listOf(member: Member): OrderOwner | 'everybody' {
  if (hasRole(member, 'ADMIN')) return 'everybody';
  return { ownership: hasRole(member, 'SELLER') ? 'seller' : 'buyer', ownerId: member.id };
}
