import type { Currency } from '@souk/subgraph-kit';
import { type AppliedPromotion, applyPromotions } from './apply-promotions.js';
import type { CartLine } from './cart.js';
import { type CartWarning, warningsOf } from './cart-warning.js';
import { sum } from './discountable-line.js';
import type { Promotion } from './promotion.js';
import type { PromotionObjection, PromotionOffer } from './promotion-objection.js';
import { chooseShipping, type Freight, quoteShipping, type ShippingQuote, type ShippingService } from './shipping.js';
import { rateOf, type TaxPart, type TaxRegime, taxOn } from './tax.js';
import { type CatalogueVariant, sellingPrice } from './variant.js';

export interface StockedLine {
  readonly line: CartLine;
  readonly variant: CatalogueVariant;
  /** of the variant's product, from the leaf up to the root; empty while nothing was heard of it */
  readonly categoryIds: readonly string[];
  /** over all warehouses; null when nothing was heard of it yet */
  readonly availableQuantity: number | null;
}

export interface CartToPrice {
  readonly currency: Currency;
  readonly lines: readonly StockedLine[];
  /** decides which promotions are in force */
  readonly at: Date;
  /** what applies by itself, and the coupons in the cart */
  readonly offers: readonly PromotionOffer[];
  readonly regime: TaxRegime;
  /** what ships to the cart's address; empty while there is none */
  readonly services: readonly ShippingService[];
  readonly shippingOptionId: string | null;
}

export interface PricedLine extends TaxPart {
  readonly line: CartLine;
  readonly variant: CatalogueVariant;
  /** today's price of one piece; null when it can't be sold in the cart's currency */
  readonly sellingPriceMinor: number | null;
  /** today's price, else the remembered one */
  readonly unitPriceMinor: number;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly warnings: readonly CartWarning[];
}

export interface CartTotals {
  readonly subtotalMinor: number;
  /** off the lines; what a promotion takes off shipping is taken off `shippingMinor` */
  readonly discountMinor: number;
  readonly shippingMinor: number;
  /** added to lines and shipping; 0 where prices include tax */
  readonly taxMinor: number;
  /** subtotal − discount + shipping + tax */
  readonly totalMinor: number;
}

/** What one promotion takes off a cart. */
export interface CartDiscount {
  readonly promotion: Promotion;
  /** one amount per line of the cart, same order */
  readonly linesMinor: readonly number[];
  /** off the price of shipping */
  readonly shippingMinor: number;
  /** of lines and shipping together */
  readonly amountMinor: number;
}

export interface PricedCart {
  readonly lines: readonly PricedLine[];
  /** in the order in which they were taken off */
  readonly discounts: readonly CartDiscount[];
  /** why each of the other offers is not applied */
  readonly objections: ReadonlyMap<Promotion, PromotionObjection>;
  readonly totals: CartTotals;
  readonly pricesIncludeTax: boolean;
  /** of totals.shippingMinor */
  readonly shippingTax: TaxPart;
  /** contained in lines and shipping; 0 where tax is added */
  readonly includedTaxMinor: number;
  /** cheapest first; empty for a cart without lines or address */
  readonly shippingOptions: readonly ShippingQuote[];
  readonly shippingOption: ShippingQuote | null;
}

/**
 * Reckons what a cart costs, in integer minor units. Promotions are taken off the lines by largest remainder, one after the other; each
 * line is taxed after its discounts, and shipping after what is waived of it, each rounded half up. As prices are, every part of the
 * total is an amount that a card can be charged, and so is the total.
 * Source: docs/decisions/0002-money-is-integers.md, 0021-promotions.md, 0022-tax-regimes.md
 */
export function priceCart(cart: CartToPrice): PricedCart {
  const { currency, regime } = cart;
  const { pricesIncludeTax } = regime;
  const items = cart.lines.map((stocked) => withSubtotal(stocked, currency));
  const { applied, objections } = applyPromotions(cart.offers, { ...cart, lines: items });
  const lines = items.map((item, index): PricedLine => {
    const discountMinor = sum(applied.map(({ discountsMinor }) => discountsMinor[index] ?? 0));
    const rateBasisPoints = rateOf(regime, item.variant.taxClass);
    const tax = taxOn(item.subtotalMinor - discountMinor, { rateBasisPoints, pricesIncludeTax, currency });
    return { ...item, discountMinor, ...tax };
  });
  const shippingOptions = lines.length > 0 ? quoteShipping(cart.services, freightOf(lines)) : [];
  const shippingOption = chooseShipping(shippingOptions, cart.shippingOptionId);
  const discounts = discountsOf(applied, shippingOptions[0]?.priceMinor ?? 0);
  const waivedMinor = sum(discounts.map(({ shippingMinor }) => shippingMinor));
  const shippingMinor = (shippingOption?.priceMinor ?? 0) - waivedMinor;
  const rateBasisPoints = regime.isShippingTaxed ? rateOf(regime, 'STANDARD') : 0;
  const shippingTax = taxOn(shippingMinor, { rateBasisPoints, pricesIncludeTax, currency });
  const totals = totalsOf(lines, { shippingMinor, shippingTax });
  const includedTaxMinor = sum([...lines, shippingTax].map((part) => part.includedTaxMinor));
  return {
    ...{ lines, discounts, objections, totals, pricesIncludeTax, shippingTax, includedTaxMinor },
    ...{ shippingOptions, shippingOption },
  };
}

function withSubtotal({ line, variant, categoryIds, availableQuantity }: StockedLine, currency: Currency) {
  const sellingPriceMinor = sellingPrice(variant, currency);
  const unitPriceMinor = sellingPriceMinor ?? line.rememberedPriceMinor;
  const warnings = warningsOf(line, { priceMinor: sellingPriceMinor, availableQuantity });
  const { quantity } = line;
  const subtotalMinor = unitPriceMinor * quantity;
  const { productId } = variant;
  return {
    line,
    variant,
    productId,
    categoryIds,
    quantity,
    sellingPriceMinor,
    unitPriceMinor,
    subtotalMinor,
    warnings,
  };
}

/** Shipping is free once, however many promotions say so. @param cheapestMinor  what the cheapest way to ship costs */
function discountsOf(applied: readonly AppliedPromotion[], cheapestMinor: number): CartDiscount[] {
  const freesShipping = applied.find(({ promotion }) => promotion.effect.kind === 'FREE_SHIPPING');
  return applied.map((one) => {
    const shippingMinor = one === freesShipping ? cheapestMinor : 0;
    const linesMinor = one.discountsMinor;
    return { promotion: one.promotion, linesMinor, shippingMinor, amountMinor: sum(linesMinor) + shippingMinor };
  });
}

function totalsOf(
  lines: readonly PricedLine[],
  { shippingMinor, shippingTax }: { shippingMinor: number; shippingTax: TaxPart },
): CartTotals {
  const subtotalMinor = sum(lines.map((line) => line.subtotalMinor));
  const discountMinor = sum(lines.map((line) => line.discountMinor));
  const taxMinor = sum([...lines, shippingTax].map((part) => part.taxMinor));
  const totalMinor = subtotalMinor - discountMinor + shippingMinor + taxMinor;
  return { subtotalMinor, discountMinor, shippingMinor, taxMinor, totalMinor };
}

function freightOf(lines: readonly PricedLine[]): Freight {
  return {
    weightGrams: sum(lines.map(({ line, variant }) => variant.weightGrams * line.quantity)),
    valueMinor: sum(lines.map(({ subtotalMinor, discountMinor }) => subtotalMinor - discountMinor)),
  };
}
