import { expect, it } from 'vitest';
import { stockState } from './stock-state.js';

it.each([
  [{ available: 11, sellable: 11 }, 'IN_STOCK'],
  [{ available: 10, sellable: 10 }, 'LOW_STOCK'],
  [{ available: 1, sellable: 31 }, 'LOW_STOCK'],
  [{ available: 0, sellable: 30 }, 'BACKORDER'],
  [{ available: 0, sellable: 0 }, 'OUT_OF_STOCK'],
])('%o is %s', (stock, state) => {
  expect(stockState(stock)).toBe(state);
});
