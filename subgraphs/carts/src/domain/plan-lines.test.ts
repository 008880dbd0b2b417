import { describe, expect, it } from 'vitest';
import type { CartLine } from './cart.js';
import { planAddition, planUpdate } from './plan-lines.js';
import type { CatalogueVariant } from './variant.js';

const aVariant = (id: string, facts: Partial<CatalogueVariant> = {}): CatalogueVariant => ({
  id,
  productId: 'product',
  sellerId: 'seller',
  sku: 'SKU',
  name: 'Lamp',
  weightGrams: 1,
  isActive: true,
  taxClass: 'STANDARD',
  prices: { USD: 500 },
  ...facts,
});
const aLine = (variantId: string, quantity: number): CartLine => ({
  id: `line-${variantId}`,
  cartId: 'cart',
  variantId,
  quantity,
  rememberedPriceMinor: 400,
});
const shelf = (...variants: CatalogueVariant[]) => ({
  currency: 'USD' as const,
  variants: new Map(variants.map((variant) => [variant.id, variant])),
});
const codes = ({ problems }: { problems: readonly { code: string }[] }) => problems.map(({ code }) => code);

describe('planAddition', () => {
  it('adds to the line that is there and remembers today’s price', () => {
    const plan = planAddition([aLine('a', 2)], [{ variantId: 'a', quantity: 3 }], shelf(aVariant('a')));
    expect(plan).toEqual({ lines: [{ variantId: 'a', quantity: 5, rememberedPriceMinor: 500 }], problems: [] });
  });

  it('counts what one input adds twice', () => {
    const additions = [50, 49, 1].map((quantity) => ({ variantId: 'a', quantity }));
    expect(codes(planAddition([], additions.slice(0, 2), shelf(aVariant('a'))))).toEqual([]);
    const { problems } = planAddition([], additions, shelf(aVariant('a')));
    expect(problems).toMatchObject([{ code: 'QUANTITY_OUT_OF_RANGE', path: ['input', 'lines', '2', 'quantity'] }]);
  });

  it('sells a price of nothing, and nothing without a price', () => {
    const shop = shelf(aVariant('free', { prices: { USD: 0 } }), aVariant('euro', { prices: { EUR: 1 } }));
    expect(codes(planAddition([], [{ variantId: 'free', quantity: 1 }], shop))).toEqual([]);
    expect(codes(planAddition([], [{ variantId: 'euro', quantity: 1 }], shop))).toEqual(['PRICE_UNAVAILABLE']);
  });

  it('counts lines, not additions', () => {
    const existing = Array.from({ length: 200 }, (_, index) => aLine(String(index), 1));
    const shop = shelf(aVariant('0'), aVariant('new'));
    expect(codes(planAddition(existing, [{ variantId: '0', quantity: 1 }], shop))).toEqual([]);
    expect(codes(planAddition(existing, [{ variantId: 'new', quantity: 1 }], shop))).toEqual(['TOO_MANY_LINES']);
  });
});

describe('planUpdate', () => {
  it('takes the last of two quantities for one line', () => {
    const updates = [7, 2].map((quantity) => ({ lineId: 'line-a', quantity }));
    const { lines } = planUpdate([aLine('a', 1)], updates, shelf(aVariant('a')));
    expect(lines).toEqual([{ variantId: 'a', quantity: 2, rememberedPriceMinor: 500 }]);
  });

  it('names each line that can’t be', () => {
    const existing = [aLine('a', 1), aLine('gone', 1)];
    const updates = [
      { lineId: 'line-a', quantity: 100 },
      { lineId: 'line-gone', quantity: 1 },
      { lineId: 'line-x', quantity: 1 },
    ];
    const plan = planUpdate(existing, updates, shelf(aVariant('a'), aVariant('gone', { isActive: false })));
    expect(codes(plan)).toEqual(['QUANTITY_OUT_OF_RANGE', 'VARIANT_UNAVAILABLE', 'LINE_NOT_FOUND']);
  });
});
