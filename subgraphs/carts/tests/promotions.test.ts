import { newId } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aProductChange, BERLIN, startCarts, type TestCarts } from './_carts.js';
import { ADMIN, aCart, aPromotion, applyCoupon, mutate, promotionMutationText, readCart } from './_operations.js';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const hoursFromNoon = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);

let carts: TestCarts;
let now = NOON;
beforeAll(async () => {
  carts = await startCarts({ clock: () => now });
});
afterAll(() => carts[Symbol.asyncDispose]());
beforeEach(() => {
  now = NOON;
});

const create = (facts: object = {}) => aPromotion(carts, facts);
const apply = (cartId: string, code: string) => applyCoupon(carts, cartId, code);

describe('a coupon', () => {
  it('takes a percentage off, spread over the lines to the last cent', async () => {
    const { code } = await create({ percentOff: 15 });
    const prices = [{ currency: 'USD', minorUnits: 333 }];
    const lines = await Promise.all(
      [1, 1, 1].map(async (quantity) => ({ variantId: await carts.stock({ prices }), quantity })),
    );
    const { id } = await aCart(carts, lines);
    const { cart } = await apply(id, ` ${code.toLowerCase()} `);
    expect(cart).toMatchObject({
      couponCodes: [code],
      lines: [{ discount: { minorUnits: 50 } }, { discount: { minorUnits: 50 } }, { discount: { minorUnits: 50 } }],
      totals: { subtotal: { minorUnits: 999 }, discount: { minorUnits: 150 }, total: { minorUnits: 918 } },
    });
  });

  it('takes the place of another', async () => {
    const [first, second] = [await create(), await create()];
    const { id } = await aCart(carts);
    await apply(id, first.code);
    expect((await apply(id, second.code)).cart.couponCodes).toEqual([second.code]);
  });

  it('is taken off by its code or without; another code changes nothing but the version', async () => {
    const { code } = await create();
    const { id } = await aCart(carts);
    await apply(id, code);
    expect((await mutate(carts, 'cartCouponRemove', { cartId: id, code: 'OTHER' })).cart.couponCodes).toEqual([code]);
    expect((await mutate(carts, 'cartCouponRemove', { cartId: id, code })).cart.couponCodes).toEqual([]);
    await apply(id, code);
    expect((await mutate(carts, 'cartCouponRemove', { cartId: id })).cart.couponCodes).toEqual([]);
  });

  it('holds from its start to before its end, also when it is in the cart already', async () => {
    const { code } = await create({ startsAt: hoursFromNoon(1), endsAt: hoursFromNoon(2) });
    const { id } = await aCart(carts);
    expect((await apply(id, code)).userErrors).toMatchObject([{ code: 'COUPON_INVALID', path: ['input', 'code'] }]);
    now = hoursFromNoon(1);
    expect((await apply(id, code)).cart.couponCodes).toEqual([code]);
    now = hoursFromNoon(2);
    expect((await readCart(carts, id)).couponCodes).toEqual([]);
    expect((await apply(id, code)).userErrors).toMatchObject([{ code: 'COUPON_INVALID' }]);
    expect((await apply(id, 'NEVER-HEARD')).userErrors).toMatchObject([{ code: 'COUPON_INVALID' }]);
  });
});

describe('promotions', () => {
  const minor = (money: { minorUnits: number }) => money.minorUnits;
  const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);

  it('stand beside one another when they are stackable, and what each takes off is told line by line', async () => {
    const [five, ten] = [
      await create({ amountOff: [{ minorUnits: 500, currency: 'USD' }], isStackable: true }),
      await create({ isStackable: true }),
    ];
    const variantId = await carts.stock({ prices: [{ currency: 'USD', minorUnits: 2000 }] });
    const { id, lines } = await aCart(carts, [{ variantId, quantity: 1 }]);
    await apply(id, five.code);
    const { cart } = await apply(id, ten.code);
    expect(cart.couponCodes).toEqual([five.code, ten.code]);
    expect(cart.discounts).toMatchObject([
      { promotion: { code: ten.code }, amount: { minorUnits: 200 }, lines: [{ lineId: lines[0].id }] },
      { promotion: { code: five.code }, amount: { minorUnits: 500 } },
    ]);
    expect(cart.lines[0].discount).toMatchObject({ minorUnits: 700 });
    expect((await mutate(carts, 'cartCouponRemove', { cartId: id, code: five.code })).cart.couponCodes).toEqual([
      ten.code,
    ]);
  });

  it('apply by themselves to a category, whose products the catalogue tells of', async () => {
    const [category, root, productId] = [newId(), newId(), newId()];
    const variantId = await carts.stock({ productId });
    const { id } = await aCart(carts, [{ variantId, quantity: 1 }]);
    const promotion = await create({ code: null, percentOff: 50, categoryIds: [root] });
    expect((await readCart(carts, id)).discounts).toEqual([]);
    await carts.hear(aProductChange(productId, [category, root], 5));
    expect((await readCart(carts, id)).discounts).toMatchObject([{ promotion: { id: promotion.id, code: null } }]);
    await carts.hear(aProductChange(productId, [], 4));
    expect((await readCart(carts, id)).discounts).toHaveLength(1);
    await carts.hear(aProductChange(productId, [], 6));
    expect((await readCart(carts, id)).discounts).toEqual([]);
  });

  it('make shipping free, and some pieces', async () => {
    const { code } = await create({ freeShipping: true, isStackable: true });
    const gift = await create({ buyXGetY: { buyQuantity: 2, getQuantity: 1 }, isStackable: true });
    const variantId = await carts.stock();
    const { id } = await aCart(carts, [{ variantId, quantity: 3 }]);
    await mutate(carts, 'cartShippingAddressSet', { cartId: id, address: BERLIN });
    await apply(id, code);
    const { cart } = await apply(id, gift.code);
    expect(cart.discounts.map(({ amount, shipping }: never) => [amount, shipping].map(minor))).toEqual([
      [1999, 0],
      [690, 690],
    ]);
    expect(cart.totals).toMatchObject({ shipping: { minorUnits: 0 }, discount: { minorUnits: 1999 } });
  });

  it('are refused with the reason why they take nothing off', async () => {
    const variantId = await carts.stock();
    const { id } = await aCart(carts, [{ variantId, quantity: 1 }]);
    const minimumSpend = [{ minorUnits: 3998, currency: 'USD' }];
    const { code } = await create({ minimumSpend });
    const refused = await apply(id, code);
    expect(refused.userErrors).toMatchObject([
      { __typename: 'CouponMinimumSpendError', code: 'COUPON_MINIMUM_SPEND', missing: { minorUnits: 1999 } },
    ]);
    expect(refused.cart.version).toBe(2);
    expect(codesOf(await apply(id, (await create({ productIds: [newId()] })).code))).toEqual([
      'COUPON_NOTHING_TO_DISCOUNT',
    ]);
    const yen = await create({ amountOff: [{ minorUnits: 5, currency: 'JPY' }] });
    expect(codesOf(await apply(id, yen.code))).toEqual(['COUPON_NOT_IN_CURRENCY']);
    const first = await create({ code: null, priority: 5, productIds: [(await aKnown(variantId)).productId] });
    expect(codesOf(await apply(id, (await create()).code))).toEqual(['COUPON_NOT_COMBINABLE']);
    await carts.ask(promotionMutationText('promotionArchive'), { input: { promotionId: first.id } }, ADMIN);
  });

  it('that are in the cart say why they no longer hold', async () => {
    const variantId = await carts.stock();
    const { id, lines } = await aCart(carts, [{ variantId, quantity: 2 }]);
    const { code } = await create({ minimumSpend: [{ minorUnits: 3998, currency: 'USD' }] });
    await apply(id, code);
    const { cart } = await mutate(carts, 'cartLinesUpdate', {
      cartId: id,
      lines: [{ lineId: lines[0].id, quantity: 1 }],
    });
    expect(cart).toMatchObject({
      couponCodes: [],
      discounts: [],
      couponProblems: [{ couponCode: code, code: 'COUPON_MINIMUM_SPEND' }],
    });
  });

  it('are at most ten in a cart', async () => {
    const { id } = await aCart(carts);
    for (let count = 1; count <= 10; count += 1) await apply(id, (await create({ isStackable: true })).code);
    expect(codesOf(await apply(id, (await create({ isStackable: true })).code))).toEqual(['TOO_MANY_COUPONS']);
  });

  async function aKnown(variantId: string) {
    const [variant] = await carts.sql`select product_id from catalogue_variants where id = ${variantId}`;
    return { productId: variant?.product_id };
  }
});

describe('promotionUpdate', () => {
  const update = async (input: object) => {
    const { data } = await carts.ask(promotionMutationText('promotionUpdate'), { input }, ADMIN);
    return data.promotionUpdate.promotion;
  };

  it('changes what is given; null takes a limit, an end, a scope and a minimum away', async () => {
    const terms = { usageLimit: 3, endsAt: hoursFromNoon(5), productIds: [newId()], name: 'Spring' };
    const made = await create({ ...terms, minimumSpend: [{ minorUnits: 5, currency: 'USD' }] });
    const renamed = await update({ promotionId: made.id, name: 'Summer', priority: 7 });
    expect(renamed).toEqual({ ...made, name: 'Summer', priority: 7 });
    const freed = { usageLimit: null, endsAt: null, productIds: null, minimumSpend: null };
    const open = { ...renamed, usageLimit: null, endsAt: null, productIds: [], minimumSpend: [] };
    expect(await update({ promotionId: made.id, ...freed, name: null })).toEqual(open);
  });
});

describe('the list of promotions', () => {
  const LIST = `query ($first: Int, $after: String) { promotions(first: $first, after: $after) {
    nodes { id usedCount } totalCount pageInfo { hasNextPage endCursor } } }`;

  it('is for admins, newest first, page by page', async () => {
    const ids = [(await create()).id, (await create()).id, (await create()).id].reverse();
    const { data } = await carts.ask(LIST, { first: 2 }, ADMIN);
    expect(data.promotions.nodes.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    const { endCursor } = data.promotions.pageInfo;
    const next = await carts.ask(LIST, { first: 1, after: endCursor }, ADMIN);
    expect(next.data.promotions.nodes).toEqual([{ id: ids[2], usedCount: 0 }]);
    expect(next.data.promotions.totalCount).toBeGreaterThan(3);
    const { errors } = await carts.ask(LIST, {}, aMember());
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('is two statements, whatever its length', async () => {
    const counts = [];
    for (const first of [1, 20]) {
      const before = carts.app.statementCount();
      await carts.ask(LIST, { first }, ADMIN);
      counts.push(carts.app.statementCount() - before);
    }
    expect(counts).toEqual([2, 2]);
  });
});

describe('promotionArchive', () => {
  it('ends a coupon at once and frees its code; archiving again keeps the time', async () => {
    const { id: promotionId, code } = await create();
    const { id } = await aCart(carts);
    await apply(id, code);
    const archive = () => carts.ask(promotionMutationText('promotionArchive'), { input: { promotionId } }, ADMIN);
    const first = await archive();
    expect(first.data.promotionArchive.promotion.archivedAt).toBe(NOON.toISOString());
    expect((await readCart(carts, id)).couponCodes).toEqual([]);
    now = hoursFromNoon(5);
    expect((await archive()).data).toEqual(first.data);
    expect(await create({ code })).toMatchObject({ code, archivedAt: null });
  });

  it('finds no promotion that is not there', async () => {
    const { errors } = await carts.ask(
      promotionMutationText('promotionArchive'),
      { input: { promotionId: newId() } },
      ADMIN,
    );
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('promotionCreate', () => {
  it('refuses a code that is taken, whatever its case', async () => {
    const { code } = await create();
    const { data } = await carts.ask(
      promotionMutationText('promotionCreate'),
      { input: { code: code.toLowerCase(), percentOff: 5 } },
      ADMIN,
    );
    expect(data.promotionCreate).toMatchObject({ promotion: null, userErrors: [{ code: 'PROMOTION_CODE_TAKEN' }] });
  });

  it('does it once per idempotency key', async () => {
    const facts = { code: 'ONCE', endsAt: hoursFromNoon(9), idempotencyKey: newId() };
    const first = await create(facts);
    now = hoursFromNoon(1);
    expect(await create(facts)).toEqual(first);
    expect(first).toMatchObject({ startsAt: NOON.toISOString(), endsAt: hoursFromNoon(9).toISOString() });
  });

  it('is for admins', async () => {
    const input = { code: 'MINE', percentOff: 100 };
    const guest = await carts.ask(promotionMutationText('promotionCreate'), { input });
    expect(guest.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const seller = await carts.ask(
      promotionMutationText('promotionCreate'),
      { input },
      aMember({ roles: ['MEMBER', 'SELLER'] }),
    );
    expect(seller.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
