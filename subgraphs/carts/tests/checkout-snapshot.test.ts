import type { CheckoutRefusal, CheckoutSnapshotRequest } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BERLIN, startCarts, type TestCarts } from './_carts.js';
import { aCart, aPromotion, mutate, readCart } from './_operations.js';

let carts: TestCarts;
let now = new Date('2026-03-02T12:00:00.000Z');
beforeAll(async () => {
  carts = await startCarts({ clock: () => now });
});
afterAll(() => carts[Symbol.asyncDispose]());

const askFor = (cart: { id: string; version: number }, rest: Partial<CheckoutSnapshotRequest> = {}) =>
  carts.snapshot({
    cartId: cart.id,
    userId: null,
    expectedVersion: cart.version,
    shippingAddress: BERLIN,
    shippingOptionId: null,
    ...rest,
  });

async function refusalOf(cart: { id: string; version: number }, rest: Partial<CheckoutSnapshotRequest> = {}) {
  const answer = await askFor(cart, rest);
  return answer.kind === 'refused' ? answer.refusal : answer;
}

async function aFullCart(viewer?: ReturnType<typeof aMember>) {
  const variantIds = [await carts.stock(), await carts.stock({ weightGrams: 300 })];
  const lines = variantIds.map((variantId, index) => ({ variantId, quantity: index + 1 }));
  return { variantIds, cart: await aCart(carts, lines, { viewer }) };
}

describe('a snapshot', () => {
  it('says what is to be paid, line by line, and leaves the cart as it is', async () => {
    const { cart, variantIds } = await aFullCart();
    const answer = await askFor(cart);
    if (answer.kind !== 'snapshot') throw new Error(JSON.stringify(answer));
    const { snapshot } = answer;
    expect(snapshot).toMatchObject({
      cartId: cart.id,
      cartVersion: cart.version,
      currency: 'USD',
      totals: { subtotalMinor: 5997, discountMinor: 0, shippingMinor: 690, taxMinor: 0, totalMinor: 6687 },
      pricesIncludeTax: true,
      shippingTax: { taxMinor: 0, includedTaxMinor: 110, rateBasisPoints: 1900 },
      couponCodes: [],
      shippingOption: { id: 'economy', name: 'Economy', minDays: 5, maxDays: 9, latestDeliveryOn: '2026-03-13' },
    });
    expect(snapshot.lines).toMatchObject([
      {
        variantId: variantIds[0],
        quantity: 1,
        subtotalMinor: 1999,
        taxMinor: 0,
        includedTaxMinor: 319,
        taxRateBasisPoints: 1900,
        weightGrams: 900,
        sku: 'LAMP-1',
      },
      {
        variantId: variantIds[1],
        quantity: 2,
        subtotalMinor: 3998,
        taxMinor: 0,
        includedTaxMinor: 638,
        weightGrams: 300,
      },
    ]);
    expect(await readCart(carts, cart.id)).toEqual(cart);
  });

  it('ships by the option asked for, else by the one chosen in the cart', async () => {
    const { cart } = await aFullCart();
    await mutate(carts, 'cartShippingAddressSet', { cartId: cart.id, address: BERLIN });
    const select = { cartId: cart.id, shippingOptionId: 'express' };
    const { cart: chosen } = await mutate(carts, 'cartShippingOptionSelect', select);
    expect(await askFor(chosen)).toMatchObject({ snapshot: { shippingOption: { id: 'express' } } });
    const asked = await askFor(chosen, { shippingOptionId: 'standard' });
    expect(asked).toMatchObject({ snapshot: { shippingOption: { id: 'standard' } } });
  });

  it('is given of a member’s cart to the member alone', async () => {
    const viewer = aMember();
    const { cart } = await aFullCart(viewer);
    expect(await askFor(cart, { userId: viewer.id })).toMatchObject({ kind: 'snapshot' });
    for (const userId of [null, newId()]) {
      expect(await refusalOf(cart, { userId })).toMatchObject({ code: 'CART_NOT_FOUND', currentVersion: null });
    }
  });
});

describe('a refusal', () => {
  it.each<[CheckoutRefusal['code'], Partial<CheckoutSnapshotRequest>]>([
    ['CART_NOT_FOUND', { cartId: newId() }],
    ['CART_VERSION_STALE', { expectedVersion: 1 }],
    ['SHIPPING_OPTION_UNKNOWN', { shippingOptionId: 'teleport' }],
  ])('is %s', async (code, wrong) => {
    const { cart } = await aFullCart();
    const refusal = await refusalOf(cart, wrong);
    expect(refusal).toMatchObject({ code, currentVersion: code === 'CART_NOT_FOUND' ? null : cart.version });
  });

  it('tells of an empty cart, of what is gone and of what nothing ships', async () => {
    expect(await refusalOf(await aCart(carts))).toMatchObject({ code: 'CART_EMPTY' });
    const gone = await carts.stock();
    const cart = await aCart(carts, [{ variantId: gone, quantity: 1 }]);
    await carts.stock({ variantId: gone, version: 2, isActive: false });
    expect(await refusalOf(cart)).toMatchObject({ code: 'VARIANT_UNAVAILABLE', variantIds: [gone] });
    const anvil = await carts.stock({ weightGrams: 100_000 });
    const heavy = await aCart(carts, [{ variantId: anvil, quantity: 99 }]);
    expect(await refusalOf(heavy)).toMatchObject({ code: 'SHIPPING_NOT_AVAILABLE' });
  });

  it('for a changed price comes once: the next try, at the new version, passes at the new price', async () => {
    const { cart, variantIds } = await aFullCart();
    const [variantId] = variantIds;
    await carts.stock({ variantId, version: 2, prices: [{ currency: 'USD', minorUnits: 1500 }] });
    const currentVersion = cart.version + 1;
    const refusal = { code: 'PRICE_CHANGED', variantIds: [variantId], currentVersion };
    expect(await refusalOf(cart)).toMatchObject(refusal);
    expect(await refusalOf(cart)).toMatchObject({ code: 'CART_VERSION_STALE', currentVersion });
    const next = await askFor({ id: cart.id, version: currentVersion });
    expect(next).toMatchObject({ snapshot: { totals: { subtotalMinor: 5498 } } });
  });

  it('for a coupon that has ended comes once, and takes it off', async () => {
    const { cart } = await aFullCart();
    const endsAt = new Date(now.getTime() + 60_000);
    await aPromotion(carts, { code: 'SHORT', percentOff: 50, startsAt: new Date(0), endsAt });
    const { cart: reduced } = await mutate(carts, 'cartCouponApply', { cartId: cart.id, code: 'SHORT' });
    expect(await askFor(reduced)).toMatchObject({
      snapshot: { couponCodes: ['SHORT'], totals: { discountMinor: 2999 } },
    });
    now = endsAt;
    const refusal = await refusalOf(reduced);
    expect(refusal).toMatchObject({ code: 'CART_VERSION_STALE', currentVersion: reduced.version + 1 });
    const next = await askFor({ id: cart.id, version: reduced.version + 1 });
    expect(next).toMatchObject({ snapshot: { couponCodes: [], totals: { discountMinor: 0 } } });
  });
});

it('is asked by Souk’s own services only', async () => {
  const body = JSON.stringify({ cartId: newId() });
  const response = await fetch(`${carts.app.url}/service/checkout-snapshot`, { method: 'POST', body });
  expect(response.status).toBe(401);
});
