import { requireId, requireMember } from '@souk/subgraph-kit';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { claimCart } from '../use-cases/claim-cart.js';
import { clearCart } from '../use-cases/clear-cart.js';
import { createCart } from '../use-cases/create-cart.js';
import { CartClaimInput, CartClearInput, CartCreateInput } from './cart.inputs.js';
import { CartPayload, payloadOf, payloadOfChange } from './cart.payload.js';
import { CartType } from './cart.type.js';
import { requireAdditions, requireFew } from './cart-lines.inputs.js';

@Resolver()
export class CartResolver {
  @Query(() => CartType, { nullable: true, description: 'null also for another member’s cart.' })
  async cart(@Arg('id', () => ID) id: string, @Ctx() { loaders }: CartsContext): Promise<CartType | null> {
    const cart = await loaders.cart.load(id);
    return cart && new CartType(cart);
  }

  @Mutation(() => CartPayload, {
    description: 'A new cart for a guest; a member gets the one he has, with these lines added.',
  })
  cartCreate(
    @Arg('input', () => CartCreateInput) input: CartCreateInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const { viewer, client } = context;
    const { currency, idempotencyKey = null } = input;
    const lines = requireAdditions(requireFew(input.lines, 0));
    const ownCart = async () => (viewer.kind === 'member' ? context.loaders.memberCart.load(viewer.id) : null);
    return payloadOf(context, ownCart, () =>
      createCart(context.app, { viewer, client: client.address ?? '', idempotencyKey, currency, lines }),
    );
  }

  @Mutation(() => CartPayload, { description: 'Takes out all lines and coupons; the address stays.' })
  cartClear(
    @Arg('input', () => CartClearInput) input: CartClearInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    return payloadOfChange(context, input, (cart) => clearCart(context.app, cart));
  }

  @Mutation(() => CartPayload, {
    description:
      'After logging in: moves the lines of the guest’s cart into the member’s, which the payload shows. Safe to repeat.',
  })
  cartClaim(
    @Arg('input', () => CartClaimInput) input: CartClaimInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const { id: userId } = requireMember(context.viewer);
    const cartId = requireId(input.cartId, ['input', 'cartId']);
    return payloadOf(
      context,
      () => context.loaders.memberCart.load(userId),
      () => claimCart(context.app, { cartId, userId }),
    );
  }
}
