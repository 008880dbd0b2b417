import { newId, ServiceUnavailableError } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CartsDatabase, openCartsDatabase } from '../src/data/database.js';
import { settleOverdueClaims } from '../src/use-cases/settle-overdue-claims.js';
import { type AskedFor, aCancelledOrder, aPlacedOrder, BERLIN, startCarts, type TestCarts } from './_carts.js';
import { aCart, aPromotion, applyCoupon, readCart } from './_operations.js';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const minutesFromNoon = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

let carts: TestCarts;
let database: CartsDatabase;
let variantId: string;
let now = NOON;
/** what orders would answer; null: it does not */
let standings: { orderId: string; isCancelled: boolean }[] | null = [];
/** what happens while orders is being asked */
let meanwhile = async () => {};
const orders = {
  find: async (orderIds: readonly string[]) => {
    await meanwhile();
    if (!standings) throw new ServiceUnavailableError('orders');
    return standings.filter(({ orderId }) => orderIds.includes(orderId));
  },
};
beforeAll(async () => {
  carts = await startCarts({ clock: () => now, orders });
  database = await openCartsDatabase({ url: carts.databaseUrl, poolSize: 1 });
  variantId = await carts.stock();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await carts[Symbol.asyncDispose]();
});
beforeEach(() => {
  now = NOON;
  standings = [];
  meanwhile = async () => {};
});

type Viewer = ReturnType<typeof aMember>;

async function aCartWith(code: string, viewer?: Viewer) {
  const { id } = await aCart(carts, [{ variantId, quantity: 1 }], { viewer });
  const { cart, userErrors } = await applyCoupon(carts, id, code, viewer);
  expect(userErrors).toEqual([]);
  return cart;
}

/** Past the door, for speed. */
function manyCartsWith(promotionId: string, count: number) {
  return carts.sql<{ id: string; version: number }[]>`
    with made as (
      insert into carts (id, currency, promotion_ids, updated_at)
      select gen_random_uuid(), 'USD', array[${promotionId}::uuid], now() from generate_series(1, ${count})
      returning id, version),
    filled as (
      insert into cart_lines (id, cart_id, variant_id, quantity, remembered_price_minor)
      select gen_random_uuid(), id, ${variantId}, 1, 1999 from made)
    select id, version from made`;
}

async function checkOut(cart: { id: string; version: number }, asked: AskedFor & { viewer?: Viewer } = {}) {
  const { viewer, ...rest } = asked;
  const answer = await carts.snapshot({
    cartId: cart.id,
    userId: viewer?.id ?? null,
    expectedVersion: cart.version,
    shippingAddress: BERLIN,
    shippingOptionId: null,
    ...rest,
  });
  return answer.kind === 'snapshot'
    ? { discountMinor: answer.snapshot.totals.discountMinor, refusal: null }
    : { discountMinor: null, refusal: answer.refusal };
}

async function usedCount(promotionId: string): Promise<number> {
  const [row] = await carts.sql`select used_count from promotions where id = ${promotionId}`;
  return row?.used_count;
}

/** Begins two things, and lets go of the promotion once both wait to count a use of it: both have read that there is one left. */
async function whileLocked<Answer>(promotionId: string, begin: () => Promise<Answer>[]): Promise<Answer[]> {
  let begun: Promise<Answer>[] = [];
  await carts.sql.begin(async (tx) => {
    await tx`select 1 from promotions where id = ${promotionId} for update`;
    begun = begin();
    await until(async () => {
      const [row] = await carts.sql`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.n === 2;
    });
  });
  return Promise.all(begun);
}

describe('a limit of one', () => {
  it('is one under 100 parallel orders', async () => {
    const { id } = await aPromotion(carts, { usageLimit: 1 });
    const filled = await manyCartsWith(id, 100);
    const answers = await Promise.all(filled.map((cart) => checkOut(cart)));
    expect(answers.filter(({ discountMinor }) => discountMinor === 200)).toHaveLength(1);
    const refusals = answers.flatMap(({ refusal }) => refusal?.code ?? []);
    expect(refusals).toEqual(Array.from({ length: 99 }, () => 'CART_VERSION_STALE'));
    expect(await usedCount(id)).toBe(1);
  });

  it('refuses the other order once, also of what applies by itself, and is dearer then', async () => {
    const productId = newId();
    const scarce = await carts.stock({ productId });
    const { id } = await aPromotion(carts, { code: null, usageLimit: 1, productIds: [productId] });
    const both = await Promise.all([1, 2].map(() => aCart(carts, [{ variantId: scarce, quantity: 1 }])));
    const answers = await whileLocked(id, () => both.map((cart) => checkOut(cart)));
    expect(answers.map(({ discountMinor }) => discountMinor).toSorted()).toEqual([200, null]);
    const loser = both[answers.findIndex(({ refusal }) => refusal)];
    expect(await checkOut({ id: loser.id, version: loser.version + 1 })).toMatchObject({ discountMinor: 0 });
  });

  it('a customer holds for the member and for the guest’s address, each by itself', async () => {
    const { code } = await aPromotion(carts, { usageLimitPerCustomer: 1 });
    const viewer = aMember();
    const mine = await aCartWith(code, viewer);
    expect(await checkOut(mine, { viewer })).toMatchObject({ discountMinor: 200 });
    const again = await checkOut(mine, { viewer });
    expect(again.refusal).toMatchObject({ code: 'CART_VERSION_STALE', currentVersion: mine.version + 1 });
    const { userErrors } = await applyCoupon(carts, mine.id, code, viewer);
    expect(userErrors).toMatchObject([{ code: 'COUPON_USED_BEFORE' }]);
    const guests = await Promise.all([1, 2].map(() => aCartWith(code)));
    const answers = await Promise.all(guests.map((cart) => checkOut(cart, { guestKey: 'same' })));
    expect(answers.map(({ discountMinor }) => discountMinor).toSorted()).toEqual([200, null]);
    expect(await checkOut(await aCartWith(code), { guestKey: 'other' })).toMatchObject({ discountMinor: 200 });
  });
});

describe('a claim', () => {
  it('is made once per order, however often its checkout is repeated, also at the same time', async () => {
    const { id, code } = await aPromotion(carts, { usageLimit: 1, usageLimitPerCustomer: 1 });
    const [cart, orderId] = [await aCartWith(code), newId()];
    const tries = await Promise.all([1, 2, 3].map(() => checkOut(cart, { orderId, guestKey: 'one' })));
    expect(tries.map(({ discountMinor }) => discountMinor)).toEqual([200, 200, 200]);
    expect(await usedCount(id)).toBe(1);
  });

  it('is all or nothing: of a promotion that is used up meanwhile, no other is counted along', async () => {
    const rare = await aPromotion(carts, { usageLimit: 1, isStackable: true });
    const common = await aPromotion(carts, { usageLimit: 9, isStackable: true });
    const both = await Promise.all(
      [1, 2].map(async () => (await applyCoupon(carts, (await aCartWith(rare.code)).id, common.code)).cart),
    );
    const answers = await whileLocked(rare.id, () => both.map((cart) => checkOut(cart)));
    expect(answers.filter(({ refusal }) => refusal)).toHaveLength(1);
    expect([await usedCount(rare.id), await usedCount(common.id)]).toEqual([1, 1]);
  });

  it('is given back when the checkout becomes no order, and can be made again', async () => {
    const { id, code } = await aPromotion(carts, { usageLimit: 1, usageLimitPerCustomer: 1 });
    const [cart, orderId, guestKey] = [await aCartWith(code), newId(), 'back'];
    await checkOut(cart, { orderId, guestKey });
    expect(await carts.release(orderId)).toBe(1);
    expect(await carts.release(orderId)).toBe(0);
    expect(await usedCount(id)).toBe(0);
    expect(await checkOut(cart, { orderId, guestKey })).toMatchObject({ discountMinor: 200 });
    expect(await usedCount(id)).toBe(1);
  });

  it('is given back by order-cancelled, whatever comes after it', async () => {
    const { id, code } = await aPromotion(carts, { usageLimit: 1 });
    const [cart, orderId] = [await aCartWith(code), newId()];
    await checkOut(cart, { orderId });
    await carts.hear(aCancelledOrder(orderId));
    await carts.hear(aPlacedOrder(orderId));
    await carts.hear(aCancelledOrder(orderId));
    expect(await usedCount(id)).toBe(0);
    expect((await readCart(carts, cart.id)).couponCodes).toEqual([code]);
  });

  it('of a promotion without a limit is not counted', async () => {
    const { id, code } = await aPromotion(carts);
    expect(await checkOut(await aCartWith(code))).toMatchObject({ discountMinor: 200 });
    expect(await usedCount(id)).toBe(0);
  });
});

describe('a claim whose time is over', () => {
  const settle = () => settleOverdueClaims({ database, orders, clock: () => now });
  async function aClaim() {
    const { id, code } = await aPromotion(carts, { usageLimit: 1 });
    const [cart, orderId] = [await aCartWith(code), newId()];
    await checkOut(cart, { orderId });
    return { id, cart, orderId };
  }

  it('is released when orders knows no such order, not before', async () => {
    const { id } = await aClaim();
    now = minutesFromNoon(10.9);
    await settle();
    expect(await usedCount(id)).toBe(1);
    now = minutesFromNoon(11.1);
    await settle();
    expect(await usedCount(id)).toBe(0);
  });

  it('stays when the order exists, and is released when it was cancelled', async () => {
    const [placed, cancelled] = [await aClaim(), await aClaim()];
    standings = [
      { orderId: placed.orderId, isCancelled: false },
      { orderId: cancelled.orderId, isCancelled: true },
    ];
    now = minutesFromNoon(60);
    await settle();
    expect([await usedCount(placed.id), await usedCount(cancelled.id)]).toEqual([1, 0]);
    standings = [];
    await settle();
    expect(await usedCount(placed.id)).toBe(1);
  });

  it('stays while orders does not answer', async () => {
    const { id } = await aClaim();
    standings = null;
    now = minutesFromNoon(60);
    await expect(settle()).rejects.toThrow('orders is not available');
    expect(await usedCount(id)).toBe(1);
  });

  it('stays when its checkout was repeated meanwhile, or order-placed came', async () => {
    const [repeated, confirmed, late] = [await aClaim(), await aClaim(), await aClaim()];
    await carts.hear(aPlacedOrder(confirmed.orderId));
    now = minutesFromNoon(11.1);
    meanwhile = async () => {
      await checkOut(repeated.cart, { orderId: repeated.orderId });
      await carts.hear(aPlacedOrder(late.orderId));
    };
    await settle();
    const counts = [await usedCount(repeated.id), await usedCount(confirmed.id), await usedCount(late.id)];
    expect(counts).toEqual([1, 1, 1]);
  });

  it('is looked for by a job each minute', async () => {
    const { id } = await aClaim();
    now = minutesFromNoon(30);
    await carts.sql`select graphile_worker.add_job('settle-overdue-claims')`;
    await until(async () => (await usedCount(id)) === 0, { what: 'the claim to be released' });
  });
});
