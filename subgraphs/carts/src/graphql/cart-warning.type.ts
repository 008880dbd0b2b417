import type { Currency } from '@souk/subgraph-kit';
import { MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CART_WARNING_CODES, type CartWarning, type CartWarningCode } from '../domain/cart-warning.js';

const CartWarningCodeEnum = Object.fromEntries(CART_WARNING_CODES.map((code) => [code, code]));

registerEnumType(CartWarningCodeEnum, {
  name: 'CartWarningCode',
  valuesConfig: {
    PRICE_CHANGED: {
      description: 'The price is no longer what the line was added at: see previousPrice and currentPrice.',
    },
    SHORT_STOCK: { description: 'Fewer pieces can be had than the line asks for: see availableQuantity.' },
    UNAVAILABLE: { description: 'No longer on sale, or not in the cart’s currency.' },
    QUANTITY_LIMITED: { description: 'Carts were merged, and a line reached the most that it may hold.' },
    LINE_NOT_MERGED: { description: 'Carts were merged, and a line was left out.' },
  },
});

@ObjectType('CartWarning', { description: 'Something the shopper should know of a line before paying.' })
export class CartWarningType {
  readonly warning: CartWarning;
  readonly currency: Currency;

  constructor(warning: CartWarning, currency: Currency) {
    this.warning = warning;
    this.currency = currency;
  }

  @Field(() => CartWarningCodeEnum)
  get code(): CartWarningCode {
    return this.warning.code;
  }

  @Field(() => String)
  get message(): string {
    return this.warning.message;
  }

  @Field(() => ID)
  get variantId(): string {
    return this.warning.variantId;
  }

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Of PRICE_CHANGED: what one piece cost when the line was written.',
  })
  get previousPrice(): MoneyType | null {
    const { prices } = this.warning;
    return prices ? toMoney(prices.previousMinor, this.currency) : null;
  }

  @Field(() => MoneyType, { nullable: true, description: 'Of PRICE_CHANGED: what one piece costs today.' })
  get currentPrice(): MoneyType | null {
    const { prices } = this.warning;
    return prices ? toMoney(prices.currentMinor, this.currency) : null;
  }

  @Field(() => Int, { nullable: true, description: 'Of SHORT_STOCK.' })
  get availableQuantity(): number | null {
    return this.warning.availableQuantity ?? null;
  }
}
