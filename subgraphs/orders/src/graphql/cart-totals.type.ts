import type { Currency } from '@souk/subgraph-kit';
import { MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Directive, Field, ObjectType } from 'type-graphql';

/** A value type that carts has as well, field for field. */
@Directive('@shareable')
@ObjectType('CartTotals')
export class CartTotalsType {
  @Field(() => MoneyType)
  subtotal!: MoneyType;

  @Field(() => MoneyType)
  discount!: MoneyType;

  @Field(() => MoneyType)
  shipping!: MoneyType;

  @Field(() => MoneyType)
  tax!: MoneyType;

  @Field(() => MoneyType)
  total!: MoneyType;
}

export function toTotals(
  amounts: {
    readonly subtotalMinor: number;
    readonly discountMinor: number;
    readonly shippingMinor: number;
    readonly taxMinor: number;
    readonly totalMinor: number;
  },
  currency: Currency,
): CartTotalsType {
  return Object.assign(new CartTotalsType(), {
    subtotal: toMoney(amounts.subtotalMinor, currency),
    discount: toMoney(amounts.discountMinor, currency),
    shipping: toMoney(amounts.shippingMinor, currency),
    tax: toMoney(amounts.taxMinor, currency),
    total: toMoney(amounts.totalMinor, currency),
  });
}
