import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { CartType } from './cart.type.js';
import { CartsUserStub } from './stubs/user.stub.js';

@Resolver(() => CartsUserStub)
export class UserCartFields {
  @FieldResolver(() => CartType, {
    nullable: true,
    description: 'null for a member who has not shopped yet, and for everybody but the member.',
  })
  async cart(@Root() user: CartsUserStub, @Ctx() { viewer, loaders }: CartsContext): Promise<CartType | null> {
    if (viewer.kind === 'guest' || viewer.id !== user.id) return null;
    const cart = await loaders.memberCart.load(user.id);
    return cart && new CartType(cart);
  }
}
