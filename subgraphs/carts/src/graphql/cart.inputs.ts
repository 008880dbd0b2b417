import type { Currency } from '@souk/subgraph-kit';
import { AddressInput, CurrencyCode } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CartLineAddInput, CartLineRemoveInput, CartLineUpdateInput } from './cart-lines.inputs.js';

@InputType()
export class CartCreateInput {
  @Field(() => CurrencyCode, { defaultValue: 'USD' })
  currency!: Currency;

  @Field(() => [CartLineAddInput], { defaultValue: [], description: 'At most 200.' })
  lines!: CartLineAddInput[];

  @Field(() => String, {
    nullable: true,
    description: 'The same key with the same input gives the same cart; a guest should send something nobody guesses.',
  })
  idempotencyKey?: string | null;
}

@InputType()
class CartWriteInput {
  @Field(() => ID)
  cartId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Refuses the change with CART_VERSION_STALE when the cart has another version by now.',
  })
  expectedVersion?: number | null;
}

@InputType()
export class CartLinesAddInput extends CartWriteInput {
  @Field(() => [CartLineAddInput], { description: '1–200; the same variant again makes its line longer.' })
  lines!: CartLineAddInput[];
}

@InputType()
export class CartLinesUpdateInput extends CartWriteInput {
  @Field(() => [CartLineUpdateInput], { description: '1–200.' })
  lines!: CartLineUpdateInput[];
}

@InputType()
export class CartLinesRemoveInput extends CartWriteInput {
  @Field(() => [CartLineRemoveInput], { description: '1–200.' })
  lines!: CartLineRemoveInput[];
}

@InputType()
export class CartClearInput extends CartWriteInput {}

@InputType()
export class CartCouponApplyInput extends CartWriteInput {
  @Field(() => String)
  code!: string;
}

@InputType()
export class CartCouponRemoveInput extends CartWriteInput {
  @Field(() => String, { nullable: true, description: 'null: all that are in the cart.' })
  code?: string | null;
}

@InputType()
export class CartShippingAddressSetInput extends CartWriteInput {
  @Field(() => AddressInput)
  address!: AddressInput;
}

@InputType()
export class CartShippingOptionSelectInput extends CartWriteInput {
  @Field(() => ID)
  shippingOptionId!: string;
}

@InputType()
export class CartClaimInput {
  @Field(() => ID, { description: 'Of the guest’s cart.' })
  cartId!: string;
}
