import { CURRENCIES, type Currency, isChargeable, roundToChargeable } from '@souk/subgraph-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPromotion, buyXGetY } from './_promotions.js';
import { type CartToPrice, priceCart, type StockedLine } from './price-cart.js';
import type { Promotion, PromotionEffect } from './promotion.js';
import type { ShippingService } from './shipping.js';
import { TAX_CLASSES, type TaxClass, type TaxRegime } from './tax.js';
import { summarizeTaxes } from './tax-summary.js';

interface LineFacts {
  readonly quantity: number;
  readonly priceMinor: number;
  readonly weightGrams?: number;
  readonly taxClass?: TaxClass;
}

function aLine({ quantity, priceMinor, weightGrams = 100, taxClass = 'STANDARD' }: LineFacts, index = 0): StockedLine {
  const variantId = `variant-${index}`;
  const prices = Object.fromEntries(CURRENCIES.map((currency) => [currency, priceMinor]));
  return {
    line: { id: `line-${index}`, cartId: 'cart', variantId, quantity, rememberedPriceMinor: priceMinor },
    variant: {
      id: variantId,
      productId: `product-${index % 5}`,
      sellerId: 's',
      sku: 'S',
      name: 'N',
      weightGrams,
      isActive: true,
      taxClass,
      prices,
    },
    categoryIds: [`category-${index % 3}`],
    availableQuantity: null,
  };
}

function aCart(facts: Partial<CartToPrice> = {}): CartToPrice {
  return {
    currency: 'USD',
    lines: [aLine({ quantity: 1, priceMinor: 1000 })],
    at: new Date(1),
    offers: [],
    regime: aRegime(1000),
    services: [],
    shippingOptionId: null,
    ...facts,
  };
}

function aRegime(rateBasisPoints: number, facts: Partial<TaxRegime> = {}): TaxRegime {
  const rates = [{ taxClass: 'STANDARD' as const, rateBasisPoints }];
  return { pricesIncludeTax: false, isShippingTaxed: false, rates, ...facts };
}

function aService(optionId: string, priceMinor: number): ShippingService {
  return {
    optionId,
    name: optionId,
    minDays: 1,
    maxDays: 2,
    bands: [{ upToGrams: 500, priceMinor }],
    freeFromMinor: null,
  };
}

const offered = (promotion: Promotion) => ({ promotion, uses: 0, usesOfCustomer: 0 });
const percent = fc.integer({ min: 1, max: 100 });
const anyAmounts = fc
  .record({ USD: fc.nat(), EUR: fc.nat(), JPY: fc.nat(), KWD: fc.nat() })
  .map(({ KWD, ...rest }) => ({ ...rest, KWD: roundToChargeable(KWD, 'KWD') }));
const anyScope = fc.record({
  productIds: fc.subarray(['product-0', 'product-1', 'product-2']),
  categoryIds: fc.subarray(['category-0', 'category-1']),
});
const anyEffect: fc.Arbitrary<PromotionEffect> = fc.oneof(
  percent.map((percentOff) => ({ kind: 'PERCENTAGE' as const, percentOff })),
  anyAmounts.map((amountOff) => ({ kind: 'FIXED_AMOUNT' as const, amountOff })),
  fc.constant({ kind: 'FREE_SHIPPING' as const }),
  fc
    .record({
      buyQuantity: fc.integer({ min: 1, max: 5 }),
      getQuantity: fc.integer({ min: 1, max: 5 }),
      percentOff: percent,
      get: fc.option(anyScope),
    })
    .map(buyXGetY),
);
const anyPromotion = fc
  .record({ effect: anyEffect, scope: anyScope, isStackable: fc.boolean(), priority: fc.integer({ min: 0, max: 2 }) })
  .map(({ scope, ...facts }) => aPromotion({ ...facts, ...scope }));

const anyRate = (taxClass: TaxClass) =>
  fc.integer({ min: 0, max: 10_000 }).map((rateBasisPoints) => ({ taxClass, rateBasisPoints }));
const anyRegime: fc.Arbitrary<TaxRegime> = fc.record({
  pricesIncludeTax: fc.boolean(),
  isShippingTaxed: fc.boolean(),
  rates: fc.tuple(anyRate('STANDARD'), anyRate('REDUCED')),
});

const anyLine = fc.record({
  taxClass: fc.constantFrom(...TAX_CLASSES),
  quantity: fc.integer({ min: 1, max: 99 }),
  priceMinor: fc.integer({ min: 0, max: 100_000_000_000 }),
});
/** Prices that products would take: dinars end in 0. */
const anyCart = fc
  .record({
    currency: fc.constantFrom<Currency>(...CURRENCIES),
    lines: fc.array(anyLine, { maxLength: 200 }).map((lines) => lines.map(aLine)),
    at: fc.constant(new Date(1)),
    offers: fc.array(anyPromotion, { maxLength: 5 }).map((promotions) => promotions.map(offered)),
    regime: anyRegime,
    services: fc
      .option(fc.nat(100_000), { nil: null })
      .map((freeFromMinor) => [
        { ...aService('flat', 490), bands: [{ upToGrams: 1_000_000, priceMinor: 490 }], freeFromMinor },
      ]),
    shippingOptionId: fc.constant(null),
  })
  .map((cart) => ({ ...cart, lines: cart.lines.map((line) => withChargeablePrices(line, cart.currency)) }));

function withChargeablePrices(stocked: StockedLine, currency: Currency): StockedLine {
  const price = roundToChargeable(stocked.line.rememberedPriceMinor, currency);
  return {
    ...stocked,
    line: { ...stocked.line, rememberedPriceMinor: price },
    variant: { ...stocked.variant, prices: { [currency]: price } },
  };
}

describe('priceCart', () => {
  it('gives totals that are exactly the sum of their parts, in every currency and both regimes', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const { lines, discounts, totals, shippingOption, shippingTax } = priceCart(cart);
        const sumOf = (part: 'subtotalMinor' | 'discountMinor' | 'taxMinor') =>
          lines.reduce((sum, line) => sum + line[part], 0);
        const waived = discounts.reduce((sum, { shippingMinor }) => sum + shippingMinor, 0);
        expect(totals).toEqual({
          subtotalMinor: sumOf('subtotalMinor'),
          discountMinor: sumOf('discountMinor'),
          taxMinor: sumOf('taxMinor') + shippingTax.taxMinor,
          shippingMinor: (shippingOption?.priceMinor ?? 0) - waived,
          totalMinor: totals.subtotalMinor - totals.discountMinor + totals.shippingMinor + totals.taxMinor,
        });
        for (const amount of Object.values(totals)) expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
        for (const { discountMinor, taxMinor } of lines) {
          expect(isChargeable(discountMinor, cart.currency) && isChargeable(taxMinor, cart.currency)).toBe(true);
        }
      }),
    );
  });

  it('tells the tax of each rate, which with its net is the total; where prices include it, the total is what it is without', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const priced = priceCart(cart);
        const taxes = summarizeTaxes(priced);
        const added = taxes.reduce((sum, { netMinor, taxMinor }) => sum + netMinor + taxMinor, 0);
        expect(added).toBe(priced.totals.totalMinor);
        expect(taxes.reduce((sum, { taxMinor }) => sum + taxMinor, 0)).toBe(
          priced.totals.taxMinor + priced.includedTaxMinor,
        );
        const untaxed = priceCart({ ...cart, regime: { ...cart.regime, rates: [] } }).totals;
        if (cart.regime.pricesIncludeTax) expect(priced.totals).toEqual(untaxed);
        else expect(priced.includedTaxMinor).toBe(0);
      }),
    );
  });

  it('never discounts a line by more than it costs, and tells who took what to the last minor unit', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const { lines, discounts, totals, shippingOption } = priceCart(cart);
        lines.forEach(({ discountMinor, subtotalMinor }, index) => {
          expect(discountMinor >= 0 && discountMinor <= subtotalMinor).toBe(true);
          expect(discounts.reduce((sum, { linesMinor }) => sum + (linesMinor[index] ?? 0), 0)).toBe(discountMinor);
        });
        const waived = discounts.reduce((sum, { shippingMinor }) => sum + shippingMinor, 0);
        expect(totals.shippingMinor).toBe((shippingOption?.priceMinor ?? 0) - waived);
        const taken = discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        expect(taken).toBe(totals.discountMinor + waived);
      }),
    );
  });

  it('takes a percentage of the whole, not of each line', () => {
    fc.assert(
      fc.property(anyCart, percent, (cart, percentOff) => {
        const promotion = aPromotion({ effect: { kind: 'PERCENTAGE', percentOff } });
        const { totals } = priceCart({ ...cart, offers: [offered(promotion)] });
        const exact = BigInt(totals.subtotalMinor) * BigInt(percentOff);
        const error = BigInt(totals.discountMinor) * 100n - exact;
        const half = cart.currency === 'KWD' ? 550n : 50n;
        expect(error >= -half && error <= half).toBe(true);
      }),
    );
  });

  it('frees the cheapest way to ship once, and a dearer one of as much', () => {
    const services = [aService('cheap', 300), aService('dear', 1000)];
    const offers = [1, 2].map(() => offered(aPromotion({ effect: { kind: 'FREE_SHIPPING' } })));
    const shippedBy = (shippingOptionId: string) => priceCart(aCart({ services, offers, shippingOptionId }));
    expect(shippedBy('cheap').totals.shippingMinor).toBe(0);
    expect(shippedBy('dear').totals.shippingMinor).toBe(700);
    expect(shippedBy('dear').discounts.map(({ amountMinor }) => amountMinor)).toEqual([300, 0]);
  });

  it('takes the tax of each class out of gross prices, and out of shipping where that is taxed', () => {
    const lines = [
      aLine({ quantity: 1, priceMinor: 11_900 }),
      aLine({ quantity: 1, priceMinor: 2_000, taxClass: 'ZERO' }, 1),
    ];
    const regime = aRegime(1900, { pricesIncludeTax: true, isShippingTaxed: true });
    const priced = priceCart(aCart({ lines, regime, services: [aService('flat', 1190)] }));
    expect(priced.totals).toMatchObject({ taxMinor: 0, totalMinor: 15_090 });
    expect(priced).toMatchObject({ includedTaxMinor: 2090, shippingTax: { includedTaxMinor: 190 } });
    expect(summarizeTaxes(priced)).toEqual([
      { rateBasisPoints: 1900, netMinor: 11_000, taxMinor: 2090 },
      { rateBasisPoints: 0, netMinor: 2000, taxMinor: 0 },
    ]);
  });

  it('frees shipping by what is left of the goods after discounts', () => {
    const services = [{ ...aService('flat', 490), freeFromMinor: 1000 }];
    expect(priceCart(aCart({ services })).totals.shippingMinor).toBe(0);
    expect(priceCart(aCart({ services, offers: [offered(aPromotion())] })).totals.shippingMinor).toBe(490);
  });

  it('taxes each line after its discount, and shipping only where it is taxed', () => {
    const lines = [aLine({ quantity: 3, priceMinor: 333 }), aLine({ quantity: 1, priceMinor: 1 }, 1)];
    const { totals } = priceCart(aCart({ lines, offers: [offered(aPromotion())], services: [aService('flat', 490)] }));
    expect(totals).toEqual({
      subtotalMinor: 1000,
      discountMinor: 100,
      shippingMinor: 490,
      taxMinor: 90,
      totalMinor: 1480,
    });
    const regime = aRegime(1000, { isShippingTaxed: true });
    expect(priceCart(aCart({ lines, regime, services: [aService('flat', 490)] })).totals.taxMinor).toBe(149);
  });

  it('offers no shipping for an empty cart', () => {
    const priced = priceCart(aCart({ lines: [], services: [aService('flat', 490)] }));
    expect(priced).toMatchObject({ shippingOptions: [], shippingOption: null, totals: { totalMinor: 0 } });
    expect(summarizeTaxes(priced)).toEqual([]);
  });

  it('weighs all pieces', () => {
    const bands = [
      { upToGrams: 300, priceMinor: 100 },
      { upToGrams: 301, priceMinor: 200 },
    ];
    const services = [{ ...aService('flat', 0), bands }];
    const weighing = (weightGrams: number) =>
      priceCart(
        aCart({
          services,
          lines: [
            aLine({ quantity: 3, priceMinor: 1, weightGrams: 100 }),
            aLine({ quantity: 1, priceMinor: 1, weightGrams }, 1),
          ],
        }),
      );
    expect(weighing(0).totals.shippingMinor).toBe(100);
    expect(weighing(1).totals.shippingMinor).toBe(200);
    expect(weighing(2).shippingOption).toBeNull();
  });
});
