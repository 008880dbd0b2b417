import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { isAdmin } from '../domain/order-access.js';
import { OrderConnection } from './order-connection.type.js';
import { OrderPageArgs, readOrderPage } from './order-page.js';
import { UserStub } from './stubs/user.stub.js';

@Resolver(() => UserStub)
export class UserOrdersFields {
  @FieldResolver(() => OrderConnection, {
    nullable: true,
    description: 'Newest first. Null unless it is the viewer, or the viewer is an admin.',
  })
  async orders(
    @Root() { id }: UserStub,
    @Args(() => OrderPageArgs) args: OrderPageArgs,
    @Ctx() context: OrdersContext,
  ): Promise<OrderConnection | null> {
    const { viewer } = context;
    const isOwn = viewer.kind === 'member' && viewer.id === id;
    return isOwn || isAdmin(viewer) ? readOrderPage(context, { buyerId: id }, args) : null;
  }
}
