import { newId, requireText } from '@souk/subgraph-kit';
import { requireAddress } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { applyCoupon } from '../use-cases/apply-coupon.js';
import { removeCoupon } from '../use-cases/remove-coupon.js';
import { selectShippingOption } from '../use-cases/select-shipping-option.js';
import { setShippingAddress } from '../use-cases/set-shipping-address.js';
import {
  CartCouponApplyInput,
  CartCouponRemoveInput,
  CartShippingAddressSetInput,
  CartShippingOptionSelectInput,
} from './cart.inputs.js';
import { CartPayload, payloadOfChange } from './cart.payload.js';

/** What stands between the lines and the total. */
@Resolver()
export class CartTermsResolver {
  @Mutation(() => CartPayload, {
    description:
      'Stackable coupons stand beside one another, at most 10; any other takes the place of all. Refused unless it holds now.',
  })
  cartCouponApply(
    @Arg('input', () => CartCouponApplyInput) input: CartCouponApplyInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const code = requireText(input.code, ['input', 'code'], { max: 40 });
    return payloadOfChange(context, input, (cart) => applyCoupon(context.app, { ...cart, code }));
  }

  @Mutation(() => CartPayload)
  cartCouponRemove(
    @Arg('input', () => CartCouponRemoveInput) input: CartCouponRemoveInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const { code = null } = input;
    return payloadOfChange(context, input, (cart) => removeCoupon(context.app, { ...cart, code }));
  }

  @Mutation(() => CartPayload)
  cartShippingAddressSet(
    @Arg('input', () => CartShippingAddressSetInput) input: CartShippingAddressSetInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const address = { id: newId(), ...requireAddress(input.address, ['input', 'address']) };
    return payloadOfChange(context, input, (cart) => setShippingAddress(context.app, { ...cart, address }));
  }

  @Mutation(() => CartPayload)
  cartShippingOptionSelect(
    @Arg('input', () => CartShippingOptionSelectInput) input: CartShippingOptionSelectInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const { shippingOptionId } = input;
    return payloadOfChange(context, input, (cart) => selectShippingOption(context.app, { ...cart, shippingOptionId }));
  }
}
