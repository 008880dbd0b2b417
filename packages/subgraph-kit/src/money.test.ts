import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, allocateChargeable, formatAmount, isChargeable, roundToChargeable, share } from './money.js';

describe('formatAmount', () => {
  it('writes the currency’s own number of digits', () => {
    expect(formatAmount(1999, 'USD')).toBe('19.99');
    expect(formatAmount(1999, 'JPY')).toBe('1999');
    expect(formatAmount(1999, 'KWD')).toBe('1.999');
    expect(formatAmount(-5, 'KWD')).toBe('-0.005');
    expect(formatAmount(0, 'EUR')).toBe('0.00');
  });
});

describe('allocate', () => {
  it('gives the rest to the largest remainders', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(allocate(10, [0, 0])).toEqual([5, 5]);
    expect(allocate(10, [])).toEqual([]);
  });

  it('loses and invents nothing', () => {
    const amounts = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    const weights = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(amounts, weights, (amount, parts) => {
        expect(allocate(amount, parts).reduce((sum, part) => sum + part, 0)).toBe(amount);
      }),
    );
  });
});

describe('allocateChargeable', () => {
  it('keeps the last digit of dinars at 0', () => {
    expect(allocateChargeable(100, [1, 1, 1], 'KWD')).toEqual([40, 30, 30]);
    expect(allocateChargeable(100, [1, 1, 1], 'USD')).toEqual([34, 33, 33]);
  });
});

describe('share', () => {
  it('rounds half up, away from zero', () => {
    expect(share(999, 1000)).toBe(100);
    expect(share(1050, 800)).toBe(84);
    expect(share(5, 1000)).toBe(1);
    expect(share(-5, 1000)).toBe(-1);
    expect(share(4, 1000)).toBe(0);
  });
});

describe('roundToChargeable', () => {
  it('gives three-digit currencies a last digit of 0 and leaves the others alone', () => {
    expect([1004, 1005, -1005, 0].map((amount) => roundToChargeable(amount, 'KWD'))).toEqual([1000, 1010, -1010, 0]);
    expect(roundToChargeable(1004, 'USD')).toBe(1004);
    expect(isChargeable(1005, 'KWD')).toBe(false);
    expect(isChargeable(1010, 'KWD')).toBe(true);
    expect(isChargeable(1005, 'JPY')).toBe(true);
  });
});
