import { expect, it } from 'vitest';
import { isInForce, normalCode, type Promotion } from './promotion.js';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const aPromotion = (facts: Partial<Promotion> = {}): Promotion => ({
  id: 'promotion',
  code: 'TEN',
  percentOff: 10,
  startsAt: at(1),
  endsAt: at(2),
  archivedAt: null,
  ...facts,
});

it('is in force from its start on, up to and without its end', () => {
  expect([0, 1, 2, 3].map((hour) => isInForce(aPromotion(), at(hour)))).toEqual([false, true, false, false]);
  expect(isInForce(aPromotion({ endsAt: null }), at(23))).toBe(true);
  expect(isInForce(aPromotion({ archivedAt: at(0) }), at(1))).toBe(false);
});

it('reads codes as people type them', () => {
  expect(normalCode(' welcome10\t')).toBe('WELCOME10');
});
