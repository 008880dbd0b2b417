import { describe, expect, it } from 'vitest';
import { aPromotion, buyXGetY } from './_promotions.js';
import { applyPromotions } from './apply-promotions.js';
import type { DiscountableLine } from './discountable-line.js';
import type { Promotion } from './promotion.js';

const aLine = (unitPriceMinor: number, quantity = 1, facts: Partial<DiscountableLine> = {}): DiscountableLine => ({
  productId: 'lamp',
  categoryIds: [],
  quantity,
  unitPriceMinor,
  subtotalMinor: unitPriceMinor * quantity,
  ...facts,
});
const apply = (promotions: Promotion[], lines: DiscountableLine[], uses = { uses: 0, usesOfCustomer: 0 }) =>
  applyPromotions(
    promotions.map((promotion) => ({ promotion, ...uses })),
    { at: new Date(1), currency: 'USD', lines },
  );
const discounts = (promotions: Promotion[], lines: DiscountableLine[]) =>
  apply(promotions, lines).applied.map(({ discountsMinor }) => discountsMinor);
const objections = (...args: Parameters<typeof apply>) =>
  [...apply(...args).objections.values()].map(({ code }) => code);
const ten = { kind: 'FIXED_AMOUNT', amountOff: { USD: 1000 } } as const;

describe('what is taken off', () => {
  it('is spread over the lines in scope by largest remainder', () => {
    const toys = { categoryIds: ['wooden', 'toys'] };
    const promotion = aPromotion({ effect: { kind: 'FIXED_AMOUNT', amountOff: { USD: 100 } }, categoryIds: ['toys'] });
    expect(discounts([promotion], [aLine(100, 1, toys), aLine(900), aLine(100, 2, toys)])).toEqual([[33, 0, 67]]);
  });

  it('never is more than what earlier promotions left', () => {
    const half = aPromotion({ effect: { kind: 'PERCENTAGE', percentOff: 50 } });
    expect(discounts([aPromotion({ effect: ten }), half], [aLine(300), aLine(100)])).toEqual([
      [150, 50],
      [150, 50],
    ]);
  });

  it('is the cheapest pieces of buy X get Y, as often as enough are bought', () => {
    const promotion = aPromotion({ effect: buyXGetY() });
    const free = (quantity: number) => discounts([promotion], [aLine(500, quantity), aLine(300, 1)])[0];
    expect(free(1)).toBeUndefined();
    expect(free(2)).toEqual([0, 300]);
    expect(free(4)).toEqual([0, 300]);
    expect(free(5)).toEqual([500, 300]);
  });

  it('is of other things when buy X get Y says so, and a gift does not count as bought', () => {
    const cables = { productId: 'cable' };
    const effect = buyXGetY({
      buyQuantity: 1,
      getQuantity: 2,
      percentOff: 50,
      get: { productIds: ['cable'], categoryIds: [] },
    });
    const lines = [aLine(900, 2), aLine(100, 9, cables)];
    expect(discounts([aPromotion({ effect, productIds: ['lamp'] })], lines)).toEqual([[0, 200]]);
    expect(discounts([aPromotion({ effect, productIds: ['cable'] })], [aLine(100, 3, cables)])).toEqual([[100]]);
    const either = buyXGetY({ buyQuantity: 1, get: { productIds: ['lamp', 'cable'], categoryIds: [] } });
    const same = [aLine(100, 2), aLine(100, 1, cables)];
    expect(discounts([aPromotion({ effect: either, productIds: ['lamp'] })], same)).toEqual([[0, 100]]);
  });
});

describe('who goes with whom', () => {
  it('is decided by the first: alone, or with all that are stackable', () => {
    const [first, second] = [aPromotion({ priority: 9 }), aPromotion()];
    const alone = aPromotion({ isStackable: false, priority: 5 });
    expect(apply([second, alone, first], [aLine(100)]).applied.map(({ promotion }) => promotion)).toEqual([
      first,
      second,
    ]);
    const other = apply([first, { ...alone, priority: 10 }], [aLine(100)]);
    expect(other.applied.map(({ promotion }) => promotion.id)).toEqual([alone.id]);
    expect(other.objections.get(first)).toEqual({ code: 'COUPON_NOT_COMBINABLE' });
  });

  it('leaves out of it what does not apply anyway', () => {
    const spent = aPromotion({ isStackable: false, priority: 9, minimumSpend: { USD: 101 } });
    const { applied, objections: why } = apply([spent, aPromotion()], [aLine(100)]);
    expect(applied).toHaveLength(1);
    expect(why.get(spent)).toEqual({ code: 'COUPON_MINIMUM_SPEND', minimumMinor: 101, missingMinor: 1 });
  });
});

describe('an objection', () => {
  it.each<[string, Partial<Promotion>, { uses: number; usesOfCustomer: number }]>([
    ['COUPON_INVALID', { endsAt: new Date(1) }, { uses: 0, usesOfCustomer: 0 }],
    ['COUPON_USED_UP', { usageLimit: 3 }, { uses: 3, usesOfCustomer: 0 }],
    ['COUPON_USED_BEFORE', { usageLimitPerCustomer: 1 }, { uses: 9, usesOfCustomer: 1 }],
    [
      'COUPON_NOT_IN_CURRENCY',
      { effect: { kind: 'FIXED_AMOUNT', amountOff: { EUR: 5 } } },
      { uses: 0, usesOfCustomer: 0 },
    ],
    ['COUPON_NOT_IN_CURRENCY', { minimumSpend: { EUR: 5 } }, { uses: 0, usesOfCustomer: 0 }],
    ['COUPON_NOTHING_TO_DISCOUNT', { productIds: ['cable'] }, { uses: 0, usesOfCustomer: 0 }],
    ['COUPON_NOTHING_TO_DISCOUNT', { effect: buyXGetY() }, { uses: 0, usesOfCustomer: 0 }],
  ])('is %s', (code, facts, uses) => {
    expect(objections([aPromotion(facts)], [aLine(100, 2)], uses)).toEqual([code]);
  });

  it('is not that a limit is nearly reached, or exactly enough is spent on what is in scope', () => {
    const facts = { usageLimit: 3, usageLimitPerCustomer: 2, minimumSpend: { USD: 100 }, productIds: ['lamp'] };
    const lines = [aLine(100), aLine(1, 1, { productId: 'cable' })];
    expect(objections([aPromotion(facts)], lines, { uses: 2, usesOfCustomer: 1 })).toEqual([]);
    expect(objections([aPromotion({ ...facts, minimumSpend: { USD: 101 } })], lines)).toEqual(['COUPON_MINIMUM_SPEND']);
  });
});
