import type { Currency } from '@souk/subgraph-kit';
import { MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Directive, Field, ObjectType } from 'type-graphql';
import type { CartTotals } from '../domain/price-cart.js';

@Directive('@shareable')
@ObjectType('CartTotals')
export class CartTotalsType {
  readonly totals: CartTotals;
  readonly currency: Currency;

  constructor(totals: CartTotals, currency: Currency) {
    this.totals = totals;
    this.currency = currency;
  }

  @Field(() => MoneyType)
  get subtotal(): MoneyType {
    return toMoney(this.totals.subtotalMinor, this.currency);
  }

  @Field(() => MoneyType)
  get discount(): MoneyType {
    return toMoney(this.totals.discountMinor, this.currency);
  }

  @Field(() => MoneyType)
  get shipping(): MoneyType {
    return toMoney(this.totals.shippingMinor, this.currency);
  }

  @Field(() => MoneyType)
  get tax(): MoneyType {
    return toMoney(this.totals.taxMinor, this.currency);
  }

  @Field(() => MoneyType)
  get total(): MoneyType {
    return toMoney(this.totals.totalMinor, this.currency);
  }
}
