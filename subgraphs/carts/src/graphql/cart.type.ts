import type { Currency } from '@souk/subgraph-kit';
import { AddressType, CurrencyCode, DateTime } from '@souk/subgraph-kit/graphql';
import { Ctx, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { CartsContext } from '../context.js';
import type { Cart } from '../domain/cart.js';
import { summarizeTaxes } from '../domain/tax-summary.js';
import { CartDiscountType } from './cart-discount.type.js';
import { CartLineType } from './cart-line.type.js';
import { CartTotalsType } from './cart-totals.type.js';
import { CouponProblemType, toCouponProblem } from './coupon-problem.type.js';
import { ShippingOptionType } from './shipping-option.type.js';
import { CartsUserStub } from './stubs/user.stub.js';
import { TaxLineType } from './tax-line.type.js';

@Directive('@key(fields: "id")')
@ObjectType('Cart', {
  description:
    'What somebody is about to buy. A guest’s cart belongs to whoever knows its id, a member’s to the member alone.',
})
export class CartType {
  readonly cart: Cart;

  constructor(cart: Cart) {
    this.cart = cart;
  }

  @Field(() => ID)
  get id(): string {
    return this.cart.id;
  }

  @Field(() => Int, {
    description: 'Rises by one with each change; send it as expectedVersion to change only what you saw.',
  })
  get version(): number {
    return this.cart.version;
  }

  @Field(() => CurrencyCode)
  get currency(): Currency {
    return this.cart.currency;
  }

  @Field(() => [CartLineType], { description: 'At most 200, in the order in which they were first added.' })
  async lines(@Ctx() { loaders }: CartsContext): Promise<CartLineType[]> {
    const { lines } = await loaders.priced.load(this.cart);
    return lines.map((line) => new CartLineType(line, this.cart.currency));
  }

  @Field(() => [String], { description: 'The coupons that hold now; see discounts for what they take off.' })
  async couponCodes(@Ctx() { loaders }: CartsContext): Promise<string[]> {
    const { coupons } = await loaders.priced.load(this.cart);
    return coupons.flatMap(({ promotion, objection }) => (objection ? [] : (promotion.code ?? [])));
  }

  @Field(() => [CouponProblemType], { description: 'Of the coupons that are in the cart but do not hold now.' })
  async couponProblems(@Ctx() { loaders }: CartsContext): Promise<CouponProblemType[]> {
    const { coupons } = await loaders.priced.load(this.cart);
    return coupons.flatMap(({ promotion, objection }) =>
      objection ? [toCouponProblem(promotion.code ?? '', objection)] : [],
    );
  }

  @Field(() => [CartDiscountType], { description: 'What promotions take off, in the order in which they were taken.' })
  async discounts(@Ctx() { loaders }: CartsContext): Promise<CartDiscountType[]> {
    const { discounts, lines } = await loaders.priced.load(this.cart);
    return discounts.map((discount) => new CartDiscountType(discount, { lines, currency: this.cart.currency }));
  }

  @Field(() => CartTotalsType, {
    description:
      'total = subtotal − discount + shipping + tax, where tax is what is added: 0 where prices include it. Goods are taxed after the discount; without an address there is no shipping yet, and the tax is an estimate at 8 %.',
  })
  async totals(@Ctx() { loaders }: CartsContext): Promise<CartTotalsType> {
    const { totals } = await loaders.priced.load(this.cart);
    return new CartTotalsType(totals, this.cart.currency);
  }

  @Field(() => Boolean, { description: 'As shoppers at the address are used to; false while there is none.' })
  async pricesIncludeTax(@Ctx() { loaders }: CartsContext): Promise<boolean> {
    const { pricesIncludeTax } = await loaders.priced.load(this.cart);
    return pricesIncludeTax;
  }

  @Field(() => [TaxLineType], {
    description: 'One per rate, the highest first; net and tax of all of them are together what the cart costs.',
  })
  async taxes(@Ctx() { loaders }: CartsContext): Promise<TaxLineType[]> {
    const priced = await loaders.priced.load(this.cart);
    return summarizeTaxes(priced).map((line) => new TaxLineType(line, this.cart.currency));
  }

  @Field(() => AddressType, { nullable: true, description: 'null until one was set.' })
  get shippingAddress(): AddressType | null {
    const { shippingAddress } = this.cart;
    return shippingAddress && Object.assign(new AddressType(), shippingAddress, { isDefault: false });
  }

  @Field(() => [ShippingOptionType], {
    description: 'Cheapest first; empty while the cart has no lines or no address.',
  })
  async shippingOptions(@Ctx() { loaders, app }: CartsContext): Promise<ShippingOptionType[]> {
    const { shippingOptions, calendar } = await loaders.priced.load(this.cart);
    const facts = { calendar, currency: this.cart.currency, at: app.clock() };
    return shippingOptions.map((quote) => new ShippingOptionType(quote, facts));
  }

  @Field(() => ShippingOptionType, {
    nullable: true,
    description: 'What the totals reckon with: the option selected, while it is offered, else the cheapest.',
  })
  async shippingOption(@Ctx() { loaders, app }: CartsContext): Promise<ShippingOptionType | null> {
    const { shippingOption, calendar } = await loaders.priced.load(this.cart);
    const facts = { calendar, currency: this.cart.currency, at: app.clock() };
    return shippingOption && new ShippingOptionType(shippingOption, facts);
  }

  @Field(() => CartsUserStub, { nullable: true, description: 'null for a guest’s cart.' })
  get buyer(): CartsUserStub | null {
    return this.cart.userId === null ? null : new CartsUserStub(this.cart.userId);
  }

  @Field(() => DateTime)
  get updatedAt(): Date {
    return this.cart.updatedAt;
  }
}
