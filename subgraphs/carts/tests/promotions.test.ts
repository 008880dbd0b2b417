import { newId } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCarts, type TestCarts } from './_carts.js';
import { aCart, mutate, readCart } from './_operations.js';

const FIELDS = '{ promotion { id code percentOff startsAt endsAt archivedAt } userErrors { code message path } }';
const CREATE = `mutation ($input: PromotionCreateInput!) { promotionCreate(input: $input) ${FIELDS} }`;
const ARCHIVE = `mutation ($input: PromotionArchiveInput!) { promotionArchive(input: $input) ${FIELDS} }`;
const ADMIN = aMember({ roles: ['ADMIN'] });
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

let codes = 0;
async function aPromotion(facts: object = {}) {
  codes += 1;
  const input = { code: `SAVE-${codes}`, percentOff: 10, ...facts };
  const { data, errors } = await carts.ask(CREATE, { input }, ADMIN);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.promotionCreate.promotion;
}

const apply = (cartId: string, code: string) => mutate(carts, 'cartCouponApply', { cartId, code });

describe('a coupon', () => {
  it('takes a percentage off, spread over the lines to the last cent', async () => {
    const { code } = await aPromotion({ percentOff: 15 });
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
    const [first, second] = [await aPromotion(), await aPromotion()];
    const { id } = await aCart(carts);
    await apply(id, first.code);
    expect((await apply(id, second.code)).cart.couponCodes).toEqual([second.code]);
  });

  it('is taken off by its code or without; another code changes nothing but the version', async () => {
    const { code } = await aPromotion();
    const { id } = await aCart(carts);
    await apply(id, code);
    expect((await mutate(carts, 'cartCouponRemove', { cartId: id, code: 'OTHER' })).cart.couponCodes).toEqual([code]);
    expect((await mutate(carts, 'cartCouponRemove', { cartId: id, code })).cart.couponCodes).toEqual([]);
    await apply(id, code);
    expect((await mutate(carts, 'cartCouponRemove', { cartId: id })).cart.couponCodes).toEqual([]);
  });

  it('holds from its start to before its end, also when it is in the cart already', async () => {
    const { code } = await aPromotion({ startsAt: hoursFromNoon(1), endsAt: hoursFromNoon(2) });
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

describe('promotionArchive', () => {
  it('ends a coupon at once and frees its code; archiving again keeps the time', async () => {
    const { id: promotionId, code } = await aPromotion();
    const { id } = await aCart(carts);
    await apply(id, code);
    const archive = () => carts.ask(ARCHIVE, { input: { promotionId } }, ADMIN);
    const first = await archive();
    expect(first.data.promotionArchive.promotion.archivedAt).toBe(NOON.toISOString());
    expect((await readCart(carts, id)).couponCodes).toEqual([]);
    now = hoursFromNoon(5);
    expect((await archive()).data).toEqual(first.data);
    expect(await aPromotion({ code })).toMatchObject({ code, archivedAt: null });
  });

  it('finds no promotion that is not there', async () => {
    const { errors } = await carts.ask(ARCHIVE, { input: { promotionId: newId() } }, ADMIN);
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('promotionCreate', () => {
  it('refuses a code that is taken, whatever its case', async () => {
    const { code } = await aPromotion();
    const { data } = await carts.ask(CREATE, { input: { code: code.toLowerCase(), percentOff: 5 } }, ADMIN);
    expect(data.promotionCreate).toMatchObject({ promotion: null, userErrors: [{ code: 'PROMOTION_CODE_TAKEN' }] });
  });

  it('does it once per idempotency key', async () => {
    const facts = { code: 'ONCE', endsAt: hoursFromNoon(9), idempotencyKey: newId() };
    const first = await aPromotion(facts);
    now = hoursFromNoon(1);
    expect(await aPromotion(facts)).toEqual(first);
    expect(first).toMatchObject({ startsAt: NOON.toISOString(), endsAt: hoursFromNoon(9).toISOString() });
  });

  it('is for admins', async () => {
    const input = { code: 'MINE', percentOff: 100 };
    const guest = await carts.ask(CREATE, { input });
    expect(guest.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const seller = await carts.ask(CREATE, { input }, aMember({ roles: ['MEMBER', 'SELLER'] }));
    expect(seller.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
