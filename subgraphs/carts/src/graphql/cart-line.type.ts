import type { Currency } from '@souk/subgraph-kit';
import { MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { PricedLine } from '../domain/price-cart.js';
import { CartWarningType } from './cart-warning.type.js';
import { CartsProductVariantStub } from './stubs/product-variant.stub.js';

@ObjectType('CartLine', { description: 'Some pieces of one variant; a cart has one line per variant.' })
export class CartLineType {
  readonly priced: PricedLine;
  readonly currency: Currency;

  constructor(priced: PricedLine, currency: Currency) {
    this.priced = priced;
    this.currency = currency;
  }

  @Field(() => ID)
  get id(): string {
    return this.priced.line.id;
  }

  @Field(() => CartsProductVariantStub)
  get variant(): CartsProductVariantStub {
    return new CartsProductVariantStub(this.priced.line.variantId);
  }

  @Field(() => Int, { description: '1–99.' })
  get quantity(): number {
    return this.priced.line.quantity;
  }

  @Field(() => MoneyType, {
    description: 'Of one piece, today; of a line that is no longer on sale: when the line was written.',
  })
  get unitPrice(): MoneyType {
    return toMoney(this.priced.unitPriceMinor, this.currency);
  }

  @Field(() => MoneyType, { description: 'quantity × unitPrice, before discount and tax.' })
  get subtotal(): MoneyType {
    return toMoney(this.priced.subtotalMinor, this.currency);
  }

  @Field(() => MoneyType, { description: 'The line’s part of the cart’s discount.' })
  get discount(): MoneyType {
    return toMoney(this.priced.discountMinor, this.currency);
  }

  @Field(() => MoneyType, { description: 'Added to the line after its discount; 0 where prices include tax.' })
  get tax(): MoneyType {
    return toMoney(this.priced.taxMinor, this.currency);
  }

  @Field(() => MoneyType, { description: 'Contained in the line after its discount; 0 where tax is added.' })
  get includedTax(): MoneyType {
    return toMoney(this.priced.includedTaxMinor, this.currency);
  }

  @Field(() => [CartWarningType])
  get warnings(): CartWarningType[] {
    return this.priced.warnings.map((warning) => new CartWarningType(warning, this.currency));
  }
}
