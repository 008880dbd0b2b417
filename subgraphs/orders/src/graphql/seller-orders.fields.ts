import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { isAdmin } from '../domain/order-access.js';
import { OrderPageArgs, readPartsPage } from './order-page.js';
import { toSellerOrder } from './seller-order.type.js';
import { SellerOrderConnection } from './seller-order-connection.type.js';
import { SellerStub } from './stubs/seller.stub.js';

@Resolver(() => SellerStub)
export class SellerOrdersFields {
  @FieldResolver(() => SellerOrderConnection, {
    nullable: true,
    description:
      'The seller’s part of each order with own lines, newest first. Null unless it is the viewer, or the viewer is an admin.',
  })
  async orders(
    @Root() { id }: SellerStub,
    @Args(() => OrderPageArgs) args: OrderPageArgs,
    @Ctx() context: OrdersContext,
  ): Promise<SellerOrderConnection | null> {
    const { viewer } = context;
    const isOwn = viewer.kind === 'member' && viewer.id === id;
    if (!isOwn && !isAdmin(viewer)) return null;
    return SellerOrderConnection.of(await readPartsPage(context, id, args, toSellerOrder));
  }
}
