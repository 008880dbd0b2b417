import { expect, it } from 'vitest';
import { aPromotion } from './_promotions.js';
import { byPrecedence, isInForce, isInScope, normalCode } from './promotion.js';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));

it('is in force from its start on, up to and without its end', () => {
  const promotion = aPromotion({ startsAt: at(1), endsAt: at(2) });
  expect([0, 1, 2, 3].map((hour) => isInForce(promotion, at(hour)))).toEqual([false, true, false, false]);
  expect(isInForce({ ...promotion, endsAt: null }, at(23))).toBe(true);
  expect(isInForce({ ...promotion, archivedAt: at(0) }, at(1))).toBe(false);
});

it('reads codes as people type them', () => {
  expect(normalCode(' welcome10\t')).toBe('WELCOME10');
});

it('is for everything, for products, or for what is anywhere under a category', () => {
  const lamp = { productId: 'lamp', categoryIds: ['lighting', 'home'] };
  const scopes = [
    { productIds: [], categoryIds: [] },
    { productIds: ['lamp'], categoryIds: ['toys'] },
    { productIds: ['other'], categoryIds: ['home'] },
    { productIds: ['other'], categoryIds: ['toys'] },
  ];
  expect(scopes.map((scope) => isInScope(scope, lamp))).toEqual([true, true, true, false]);
});

it('goes by priority, then codes first, then by kind, then by age', () => {
  const [older, newer] = [aPromotion({ code: 'A' }), aPromotion({ code: 'B' })];
  const automatic = aPromotion();
  const fixed = aPromotion({ code: 'C', effect: { kind: 'FIXED_AMOUNT', amountOff: { USD: 1 } } });
  const urgent = aPromotion({ priority: 1 });
  expect([fixed, automatic, newer, urgent, older].toSorted(byPrecedence)).toEqual([
    urgent,
    older,
    newer,
    fixed,
    automatic,
  ]);
});
