import { expect, it } from 'vitest';
import { takeBought } from './take-bought.js';

const aLine = (variantId: string, quantity: number) => ({
  id: `line-${variantId}`,
  cartId: 'cart',
  variantId,
  quantity,
  rememberedPriceMinor: 100,
});

it('removes what was bought whole, shortens what was bought in part, and says what was not there', () => {
  const lines = [aLine('whole', 2), aLine('part', 5), aLine('short', 1), aLine('other', 1)];
  const bought = [
    { variantId: 'whole', quantity: 2 },
    { variantId: 'part', quantity: 3 },
    { variantId: 'short', quantity: 4 },
    { variantId: 'absent', quantity: 1 },
  ];
  expect(takeBought(lines, bought)).toEqual({
    shortened: [{ variantId: 'part', quantity: 2, rememberedPriceMinor: 100 }],
    removedIds: ['line-whole', 'line-short'],
    notFound: [
      { variantId: 'short', quantity: 3 },
      { variantId: 'absent', quantity: 1 },
    ],
  });
});
