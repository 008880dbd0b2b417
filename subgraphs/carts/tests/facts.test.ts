import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPaidOrder, aStockChange, aVariantChange, startCarts, type TestCarts } from './_carts.js';
import { aCart, aPromotion, mutate, readCart } from './_operations.js';

let carts: TestCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(() => carts[Symbol.asyncDispose]());

describe('variant-changed and stock-changed', () => {
  it('are kept by version: older news changes nothing', async () => {
    const variantId = await carts.stock({ version: 5 });
    const { id } = await aCart(carts, [{ variantId, quantity: 2 }]);
    await carts.stock({ variantId, version: 4, isActive: false });
    await carts.stock({ variantId, version: 5, isActive: false });
    await carts.hear(aStockChange(variantId, 1, 7));
    await carts.hear(aStockChange(variantId, 0, 6));
    const warnings = [{ code: 'SHORT_STOCK', availableQuantity: 1 }];
    expect(await readCart(carts, id)).toMatchObject({ lines: [{ warnings }] });
    await carts.stock({ variantId, version: 6, isActive: false });
    expect(await readCart(carts, id)).toMatchObject({ lines: [{ warnings: [{ code: 'UNAVAILABLE' }] }] });
  });

  it('may come in any order', async () => {
    const fact = aVariantChange();
    const { variantId } = fact.data;
    expect(await carts.hear(aStockChange(variantId, 0))).toBe(204);
    expect(await carts.hear(fact)).toBe(204);
    const { lines } = await aCart(carts, [{ variantId, quantity: 1 }]);
    expect(lines).toMatchObject([{ warnings: [{ code: 'SHORT_STOCK', availableQuantity: 0 }] }]);
  });

  it('with a price beyond reckoning, or in a currency we don’t have, leave the variant without that price', async () => {
    const prices = [
      { currency: 'USD', minorUnits: 2 ** 53 - 1 },
      { currency: 'XAU', minorUnits: 5 },
    ];
    const variantId = await carts.stock({ prices });
    const { userErrors } = await mutate(carts, 'cartCreate', { lines: [{ variantId, quantity: 1 }] });
    expect(userErrors).toMatchObject([{ code: 'PRICE_UNAVAILABLE' }]);
  });
});

describe('order-paid', () => {
  it('takes what was bought out of the cart, once, and leaves what was added since', async () => {
    const [all, some, added] = [await carts.stock(), await carts.stock(), await carts.stock()];
    const cart = await aCart(carts, [
      { variantId: all, quantity: 2 },
      { variantId: some, quantity: 5 },
      { variantId: added, quantity: 1 },
    ]);
    const fact = aPaidOrder(cart.id, [
      { variantId: all, quantity: 2 },
      { variantId: some, quantity: 3 },
    ]);
    for (const _delivery of [1, 2]) expect(await carts.hear(fact)).toBe(204);
    const left = await readCart(carts, cart.id);
    expect(left).toMatchObject({ version: cart.version + 1 });
    expect(left.lines).toMatchObject([
      { variant: { id: some }, quantity: 2 },
      { variant: { id: added }, quantity: 1 },
    ]);
  });

  it('leaves an empty cart without its coupon, ready for the next purchase', async () => {
    const variantId = await carts.stock();
    const viewer = aMember();
    await aPromotion(carts, { code: 'PAID', percentOff: 5 });
    const cart = await aCart(carts, [{ variantId, quantity: 2 }], { viewer });
    await mutate(carts, 'cartCouponApply', { cartId: cart.id, code: 'PAID' }, viewer);
    await carts.hear(aPaidOrder(cart.id, [{ variantId, quantity: 2 }]));
    expect(await readCart(carts, cart.id, viewer)).toMatchObject({ lines: [], couponCodes: [] });
    expect((await aCart(carts, [], { viewer })).id).toBe(cart.id);
  });

  it('follows the guest who signed in between order and payment', async () => {
    const variantId = await carts.stock();
    const viewer = aMember();
    await aCart(carts, [{ variantId, quantity: 1 }], { viewer });
    const guest = await aCart(carts, [{ variantId, quantity: 2 }]);
    const { cart } = await mutate(carts, 'cartClaim', { cartId: guest.id }, viewer);
    await carts.hear(aPaidOrder(guest.id, [{ variantId, quantity: 2 }]));
    expect(await readCart(carts, cart.id, viewer)).toMatchObject({ lines: [{ quantity: 1 }] });
  });

  it('changes nothing for a cart that was emptied before', async () => {
    const variantId = await carts.stock();
    const cart = await aCart(carts);
    expect(await carts.hear(aPaidOrder(cart.id, [{ variantId, quantity: 1 }]))).toBe(204);
    expect(await readCart(carts, cart.id)).toEqual(cart);
  });
});

describe('cart-lines-added', () => {
  const told = () => carts.told('cart-lines-added');

  it('is told of members, with what was added and the cart’s new version', async () => {
    const fact = aVariantChange();
    await carts.hear(fact);
    const { variantId, productId } = fact.data;
    const before = (await told()).length;
    await aCart(carts, [{ variantId, quantity: 1 }]);
    expect(await told()).toHaveLength(before);
    const viewer = aMember();
    const cart = await aCart(carts, [{ variantId, quantity: 2 }], { viewer });
    const [delivery] = (await told()).slice(before);
    expect(delivery).toMatchObject({
      to: 'recommendations',
      fact: {
        version: cart.version,
        data: { cartId: cart.id, userId: viewer.id, lines: [{ variantId, productId, quantity: 2 }] },
      },
    });
  });

  it('is told of what a guest brings along', async () => {
    const variantId = await carts.stock();
    const guest = await aCart(carts, [{ variantId, quantity: 3 }]);
    const viewer = aMember();
    const before = (await told()).length;
    const { cart } = await mutate(carts, 'cartClaim', { cartId: guest.id }, viewer);
    const [delivery] = (await told()).slice(before);
    expect(delivery?.fact.data).toMatchObject({ cartId: cart.id, lines: [{ variantId, quantity: 3 }] });
  });
});
