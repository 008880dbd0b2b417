import { expect, it } from 'vitest';
import { aPromotion } from './_promotions.js';
import { addCoupon, mergeCoupons } from './coupons.js';

const [one, two] = [aPromotion({ code: 'ONE' }), aPromotion({ code: 'TWO' })];
const alone = aPromotion({ code: 'ALONE', isStackable: false });

it('puts a stackable coupon beside those that are, once, and any other in the place of all', () => {
  expect(addCoupon([one, two], one)).toEqual([two, one]);
  expect(addCoupon([alone], one)).toEqual([one]);
  expect(addCoupon([one, two], alone)).toEqual([alone]);
});

it('keeps the member’s coupons when carts are merged, and lets the guest’s join when all are stackable', () => {
  expect(mergeCoupons([], [alone])).toEqual([alone]);
  expect(mergeCoupons([alone], [one])).toEqual([alone]);
  expect(mergeCoupons([one], [alone, one, two])).toEqual([one, two]);
  const many = Array.from({ length: 9 }, () => aPromotion());
  expect(mergeCoupons([one], [...many, two])).toEqual([one, ...many]);
});
