import { InvalidInputError, newId, requireId, requireMember, requireText, type Viewer } from '@souk/subgraph-kit';
import { requireAddress } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { MAX_LINES } from '../domain/cart.js';
import { addCartLines } from '../use-cases/add-cart-lines.js';
import { applyCoupon } from '../use-cases/apply-coupon.js';
import type { CartOutcome, CartToChange } from '../use-cases/change-cart.js';
import { claimCart } from '../use-cases/claim-cart.js';
import { clearCart } from '../use-cases/clear-cart.js';
import { createCart } from '../use-cases/create-cart.js';
import { removeCartLines } from '../use-cases/remove-cart-lines.js';
import { removeCoupon } from '../use-cases/remove-coupon.js';
import { selectShippingOption } from '../use-cases/select-shipping-option.js';
import { setShippingAddress } from '../use-cases/set-shipping-address.js';
import { updateCartLines } from '../use-cases/update-cart-lines.js';
import {
  CartClaimInput,
  CartClearInput,
  CartCouponApplyInput,
  CartCouponRemoveInput,
  CartCreateInput,
  type CartLineAddInput,
  CartLinesAddInput,
  CartLinesRemoveInput,
  CartLinesUpdateInput,
  CartShippingAddressSetInput,
  CartShippingOptionSelectInput,
} from './cart.inputs.js';
import { CartPayload, payloadOf } from './cart.payload.js';
import { CartType } from './cart.type.js';

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

  @Mutation(() => CartPayload)
  cartLinesAdd(
    @Arg('input', () => CartLinesAddInput) input: CartLinesAddInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const additions = requireAdditions(requireFew(input.lines, 1));
    return change(context, input, (cart) => addCartLines(context.app, { ...cart, additions }));
  }

  @Mutation(() => CartPayload)
  cartLinesUpdate(
    @Arg('input', () => CartLinesUpdateInput) input: CartLinesUpdateInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const updates = requireFew(input.lines, 1).map(({ lineId, quantity }, index) => ({
      lineId: requireId(lineId, ['input', 'lines', String(index), 'lineId']),
      quantity,
    }));
    return change(context, input, (cart) => updateCartLines(context.app, { ...cart, updates }));
  }

  @Mutation(() => CartPayload)
  cartLinesRemove(
    @Arg('input', () => CartLinesRemoveInput) input: CartLinesRemoveInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const lineIds = requireFew(input.lines, 1).map(({ lineId }, index) =>
      requireId(lineId, ['input', 'lines', String(index), 'lineId']),
    );
    return change(context, input, (cart) => removeCartLines(context.app, { ...cart, lineIds }));
  }

  @Mutation(() => CartPayload, { description: 'Takes out all lines and the coupon; the address stays.' })
  cartClear(
    @Arg('input', () => CartClearInput) input: CartClearInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    return change(context, input, (cart) => clearCart(context.app, cart));
  }

  @Mutation(() => CartPayload, { description: 'A cart has one coupon: another takes its place.' })
  cartCouponApply(
    @Arg('input', () => CartCouponApplyInput) input: CartCouponApplyInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const code = requireText(input.code, ['input', 'code'], { max: 40 });
    return change(context, input, (cart) => applyCoupon(context.app, { ...cart, code }));
  }

  @Mutation(() => CartPayload)
  cartCouponRemove(
    @Arg('input', () => CartCouponRemoveInput) input: CartCouponRemoveInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const { code = null } = input;
    return change(context, input, (cart) => removeCoupon(context.app, { ...cart, code }));
  }

  @Mutation(() => CartPayload)
  cartShippingAddressSet(
    @Arg('input', () => CartShippingAddressSetInput) input: CartShippingAddressSetInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const address = { id: newId(), ...requireAddress(input.address, ['input', 'address']) };
    return change(context, input, (cart) => setShippingAddress(context.app, { ...cart, address }));
  }

  @Mutation(() => CartPayload)
  cartShippingOptionSelect(
    @Arg('input', () => CartShippingOptionSelectInput) input: CartShippingOptionSelectInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const { shippingOptionId } = input;
    return change(context, input, (cart) => selectShippingOption(context.app, { ...cart, shippingOptionId }));
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

function change(
  context: CartsContext,
  input: { cartId: string; expectedVersion?: number | null },
  work: (cart: CartToChange) => Promise<CartOutcome>,
): Promise<CartPayload> {
  const cartId = requireId(input.cartId, ['input', 'cartId']);
  const { expectedVersion = null } = input;
  return payloadOf(
    context,
    () => context.loaders.cart.load(cartId),
    () => work({ cartId, viewerId: idOf(context.viewer), expectedVersion }),
  );
}

function idOf(viewer: Viewer): string | null {
  return viewer.kind === 'member' ? viewer.id : null;
}

function requireAdditions(lines: readonly CartLineAddInput[]) {
  return lines.map(({ variantId, quantity }, index) => ({
    variantId: requireId(variantId, ['input', 'lines', String(index), 'variantId']),
    quantity,
  }));
}

function requireFew<Line>(lines: readonly Line[], min: number): readonly Line[] {
  if (lines.length >= min && lines.length <= MAX_LINES) return lines;
  throw new InvalidInputError(`lines must have ${min}–${MAX_LINES} items, got ${lines.length}`, ['input', 'lines']);
}
