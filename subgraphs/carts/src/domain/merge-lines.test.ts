import { describe, expect, it } from 'vitest';
import type { CartLine } from './cart.js';
import { mergeLines } from './merge-lines.js';

const aLine = (variantId: string, quantity: number, rememberedPriceMinor = 100): CartLine => ({
  id: `line-${variantId}`,
  cartId: 'cart',
  variantId,
  quantity,
  rememberedPriceMinor,
});
const merge = (member: CartLine[], guest: CartLine[], sameCurrency = true) =>
  mergeLines({
    member,
    guest,
    currency: 'USD',
    sameCurrency,
    pricesOf: (variantId) => (variantId === 'unpriced' ? {} : { USD: 700 }),
  });

describe('mergeLines', () => {
  it('adds quantities and keeps the price that each was told', () => {
    const { lines, warnings } = merge([aLine('a', 1, 90), aLine('b', 1)], [aLine('a', 2, 80), aLine('c', 3, 80)]);
    expect(lines).toEqual([
      { variantId: 'a', quantity: 3, rememberedPriceMinor: 90 },
      { variantId: 'c', quantity: 3, rememberedPriceMinor: 80 },
    ]);
    expect(warnings).toEqual([]);
  });

  it('limits a line to 99 pieces, with a warning from the 100th on', () => {
    expect(merge([aLine('a', 50)], [aLine('a', 49)])).toMatchObject({ lines: [{ quantity: 99 }], warnings: [] });
    const { lines, warnings } = merge([aLine('a', 50)], [aLine('a', 50)]);
    expect(lines).toMatchObject([{ quantity: 99 }]);
    expect(warnings).toMatchObject([{ code: 'QUANTITY_LIMITED', variantId: 'a' }]);
  });

  it('leaves out what finds no room among 200 lines, but not what makes a line longer', () => {
    const member = Array.from({ length: 199 }, (_, index) => aLine(String(index), 1));
    const { lines, warnings } = merge(member, [aLine('x', 1), aLine('y', 1), aLine('0', 1)]);
    expect(lines.map(({ variantId }) => variantId)).toEqual(['x', '0']);
    expect(warnings).toMatchObject([{ code: 'LINE_NOT_MERGED', variantId: 'y' }]);
  });

  it('prices lines of another currency anew, and leaves out those without a price', () => {
    const { lines, warnings } = merge([aLine('a', 1, 90)], [aLine('b', 1, 80), aLine('unpriced', 1, 80)], false);
    expect(lines).toEqual([{ variantId: 'b', quantity: 1, rememberedPriceMinor: 700 }]);
    expect(warnings).toMatchObject([{ code: 'LINE_NOT_MERGED', variantId: 'unpriced' }]);
  });
});
