import { expect, it } from 'vitest';
import { chargeableAmount } from './chargeable-amount.js';

it('charges the total of most currencies to the last unit', () => {
  expect(chargeableAmount(1999, 'USD')).toBe(1999);
  expect(chargeableAmount(1234, 'JPY')).toBe(1234);
});

it('rounds dinars to ten fils', () => {
  expect([12_344, 12_345, 12_349, 12_350].map((total) => chargeableAmount(total, 'KWD'))).toEqual([
    12_340, 12_350, 12_350, 12_350,
  ]);
});
