import { CURRENCIES, type Currency, isChargeable, roundToChargeable } from '@souk/subgraph-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CartToPrice, priceCart, type StockedLine } from './price-cart.js';

interface LineFacts {
  readonly quantity: number;
  readonly priceMinor: number;
  readonly weightGrams?: number;
}

function aLine({ quantity, priceMinor, weightGrams = 100 }: LineFacts, index = 0): StockedLine {
  const variantId = `variant-${index}`;
  const prices = Object.fromEntries(CURRENCIES.map((currency) => [currency, priceMinor]));
  return {
    line: { id: `line-${index}`, cartId: 'cart', variantId, quantity, rememberedPriceMinor: priceMinor },
    variant: { id: variantId, productId: 'p', sellerId: 's', sku: 'S', name: 'N', weightGrams, isActive: true, prices },
    availableQuantity: null,
  };
}

function aCart(facts: Partial<CartToPrice> = {}): CartToPrice {
  return {
    currency: 'USD',
    lines: [aLine({ quantity: 1, priceMinor: 1000 })],
    percentOff: 0,
    taxRateBasisPoints: 1000,
    services: [],
    shippingOptionId: null,
    ...facts,
  };
}

const anyLine = fc.record({
  quantity: fc.integer({ min: 1, max: 99 }),
  priceMinor: fc.integer({ min: 0, max: 100_000_000_000 }),
});
/** Prices that products would take: dinars end in 0. */
const anyCart = fc
  .record({
    currency: fc.constantFrom<Currency>(...CURRENCIES),
    lines: fc.array(anyLine, { maxLength: 200 }).map((lines) => lines.map(aLine)),
    percentOff: fc.integer({ min: 0, max: 100 }),
    taxRateBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    services: fc.constant([
      { optionId: 'flat', name: 'Flat', minDays: 1, maxDays: 2, bands: [{ upToGrams: 1_000_000, priceMinor: 490 }] },
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
  it('gives totals that are exactly the sum of their parts, in every currency', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const { lines, totals, shippingOption } = priceCart(cart);
        const sumOf = (part: 'subtotalMinor' | 'discountMinor' | 'taxMinor') =>
          lines.reduce((sum, line) => sum + line[part], 0);
        expect(totals).toEqual({
          subtotalMinor: sumOf('subtotalMinor'),
          discountMinor: sumOf('discountMinor'),
          taxMinor: sumOf('taxMinor'),
          shippingMinor: shippingOption?.priceMinor ?? 0,
          totalMinor: totals.subtotalMinor - totals.discountMinor + totals.shippingMinor + totals.taxMinor,
        });
        for (const amount of Object.values(totals)) expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
        for (const { discountMinor, taxMinor } of lines) {
          expect(isChargeable(discountMinor, cart.currency) && isChargeable(taxMinor, cart.currency)).toBe(true);
        }
      }),
    );
  });

  it('never discounts a line by more than it costs, nor the cart by another percentage', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const { lines, totals } = priceCart(cart);
        for (const { discountMinor, subtotalMinor } of lines) {
          expect(discountMinor >= 0 && discountMinor <= subtotalMinor).toBe(true);
        }
        const exact = BigInt(totals.subtotalMinor) * BigInt(cart.percentOff);
        const error = BigInt(totals.discountMinor) * 100n - exact;
        const half = cart.currency === 'KWD' ? 550n : 50n;
        expect(error >= -half && error <= half).toBe(true);
      }),
    );
  });

  it('taxes each line after its discount, and shipping not at all', () => {
    const lines = [aLine({ quantity: 3, priceMinor: 333 }), aLine({ quantity: 1, priceMinor: 1 }, 1)];
    const service = {
      optionId: 'flat',
      name: 'Flat',
      minDays: 1,
      maxDays: 2,
      bands: [{ upToGrams: 500, priceMinor: 490 }],
    };
    const { totals } = priceCart(aCart({ lines, percentOff: 10, services: [service] }));
    expect(totals).toEqual({
      subtotalMinor: 1000,
      discountMinor: 100,
      shippingMinor: 490,
      taxMinor: 90,
      totalMinor: 1480,
    });
  });

  it('offers no shipping for an empty cart', () => {
    const service = {
      optionId: 'flat',
      name: 'Flat',
      minDays: 1,
      maxDays: 2,
      bands: [{ upToGrams: 500, priceMinor: 490 }],
    };
    const priced = priceCart(aCart({ lines: [], services: [service] }));
    expect(priced).toMatchObject({ shippingOptions: [], shippingOption: null, totals: { totalMinor: 0 } });
  });

  it('weighs all pieces', () => {
    const bands = [
      { upToGrams: 300, priceMinor: 100 },
      { upToGrams: 301, priceMinor: 200 },
    ];
    const services = [{ optionId: 'flat', name: 'Flat', minDays: 1, maxDays: 2, bands }];
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
