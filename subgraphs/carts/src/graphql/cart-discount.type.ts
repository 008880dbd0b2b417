import type { Currency } from '@souk/subgraph-kit';
import { MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Field, ID, ObjectType } from 'type-graphql';
import type { CartDiscount, PricedLine } from '../domain/price-cart.js';
import { PromotionType } from './promotion.type.js';

@ObjectType('CartLineDiscount')
export class CartLineDiscountType {
  @Field(() => ID)
  lineId!: string;

  @Field(() => MoneyType)
  amount!: MoneyType;
}

@ObjectType('CartDiscount', { description: 'What one promotion takes off the cart.' })
export class CartDiscountType {
  readonly applied: CartDiscount;
  readonly ofCart: { readonly lines: readonly PricedLine[]; readonly currency: Currency };

  constructor(applied: CartDiscount, ofCart: CartDiscountType['ofCart']) {
    this.applied = applied;
    this.ofCart = ofCart;
  }

  @Field(() => PromotionType)
  get promotion(): PromotionType {
    return new PromotionType(this.applied.promotion);
  }

  @Field(() => MoneyType, { description: 'Off lines and shipping together.' })
  get amount(): MoneyType {
    return toMoney(this.applied.amountMinor, this.ofCart.currency);
  }

  @Field(() => MoneyType, { description: 'Off the price of shipping; totals.shipping is what is left.' })
  get shipping(): MoneyType {
    return toMoney(this.applied.shippingMinor, this.ofCart.currency);
  }

  @Field(() => [CartLineDiscountType], { description: 'The lines it takes something off, in the order of the cart.' })
  get lines(): CartLineDiscountType[] {
    const { lines, currency } = this.ofCart;
    return lines.flatMap(({ line }, index) => {
      const amountMinor = this.applied.linesMinor[index] ?? 0;
      return amountMinor === 0 ? [] : [{ lineId: line.id, amount: toMoney(amountMinor, currency) }];
    });
  }
}
