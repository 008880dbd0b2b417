import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BERLIN, startCarts, type TestCarts } from './_carts.js';
import { aCart, aPromotion, applyCoupon, mutate, mutationText, readCart } from './_operations.js';

let carts: TestCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(() => carts[Symbol.asyncDispose]());

type Viewer = ReturnType<typeof aMember>;
const claim = (cartId: string, viewer: Viewer) => mutate(carts, 'cartClaim', { cartId }, viewer);
const quantities = (cart: { lines: { variant: { id: string }; quantity: number }[] }) =>
  Object.fromEntries(cart.lines.map(({ variant, quantity }) => [variant.id, quantity]));

describe('cartClaim', () => {
  it('gives a member without a cart all that the guest had', async () => {
    const variantId = await carts.stock();
    const guest = await aCart(carts, [{ variantId, quantity: 3 }], { currency: 'EUR' });
    await mutate(carts, 'cartShippingAddressSet', { cartId: guest.id, address: BERLIN });
    const viewer = aMember();
    const { cart, warnings } = await claim(guest.id, viewer);
    expect(cart).toMatchObject({
      buyer: { id: viewer.id },
      currency: 'EUR',
      lines: [{ quantity: 3 }],
      shippingAddress: { city: 'Berlin' },
    });
    expect(cart.id).not.toBe(guest.id);
    expect(warnings).toEqual([]);
    expect(await readCart(carts, guest.id)).toMatchObject({ buyer: null, lines: [] });
  });

  it('adds the same variant up to 99, with a warning', async () => {
    const [shared, own] = [await carts.stock(), await carts.stock()];
    const viewer = aMember();
    await aCart(carts, [{ variantId: shared, quantity: 60 }], { viewer });
    const guest = await aCart(carts, [
      { variantId: shared, quantity: 60 },
      { variantId: own, quantity: 1 },
    ]);
    const { cart, warnings } = await claim(guest.id, viewer);
    expect(quantities(cart)).toEqual({ [shared]: 99, [own]: 1 });
    expect(warnings).toMatchObject([{ code: 'QUANTITY_LIMITED', variantId: shared }]);
  });

  it('leaves out what has no price in the member’s currency, with a warning', async () => {
    const [priced, unpriced] = [
      await carts.stock(),
      await carts.stock({ prices: [{ currency: 'JPY', minorUnits: 9 }] }),
    ];
    const viewer = aMember();
    await aCart(carts, [{ variantId: priced, quantity: 1 }], { viewer });
    const guest = await aCart(
      carts,
      [priced, unpriced].map((variantId) => ({ variantId, quantity: 1 })),
      { currency: 'JPY' },
    );
    const { cart, warnings } = await claim(guest.id, viewer);
    expect(cart).toMatchObject({ currency: 'USD', lines: [{ quantity: 2, unitPrice: { currency: 'USD' } }] });
    expect(warnings).toMatchObject([{ code: 'LINE_NOT_MERGED', variantId: unpriced }]);
  });

  it('still tells of a price that changed since the guest saw it', async () => {
    const variantId = await carts.stock();
    const guest = await aCart(carts, [{ variantId, quantity: 1 }]);
    await carts.stock({ variantId, version: 2, prices: [{ currency: 'USD', minorUnits: 2499 }] });
    const { cart, warnings } = await claim(guest.id, aMember());
    expect(cart.lines[0].warnings).toMatchObject([{ code: 'PRICE_CHANGED', previousPrice: { minorUnits: 1999 } }]);
    expect(warnings).toMatchObject([{ code: 'PRICE_CHANGED' }]);
  });

  it('keeps the member’s coupons, and lets the guest’s join as far as they are stackable', async () => {
    const variantId = await carts.stock();
    const [alone, one, two] = [
      await aPromotion(carts),
      await aPromotion(carts, { isStackable: true }),
      await aPromotion(carts, { isStackable: true }),
    ];
    const merged = async (memberCodes: string[], guestCodes: string[]) => {
      const viewer = aMember();
      const mine = await aCart(carts, [{ variantId, quantity: 1 }], { viewer });
      for (const code of memberCodes) await applyCoupon(carts, mine.id, code, viewer);
      const guest = await aCart(carts, [{ variantId, quantity: 1 }]);
      for (const code of guestCodes) await applyCoupon(carts, guest.id, code);
      const { cart } = await claim(guest.id, viewer);
      expect(await readCart(carts, guest.id)).toMatchObject({ lines: [], couponCodes: [] });
      return cart.couponCodes;
    };
    expect(await merged([one.code], [one.code, two.code])).toEqual([one.code, two.code]);
    expect(await merged([alone.code], [one.code])).toEqual([alone.code]);
    expect(await merged([one.code], [alone.code])).toEqual([one.code]);
    expect(await merged([], [alone.code])).toEqual([alone.code]);
  });

  it('tells of a guest’s coupon that the member has used before', async () => {
    const variantId = await carts.stock();
    const { code } = await aPromotion(carts, { usageLimitPerCustomer: 1 });
    const viewer = aMember();
    const mine = await aCart(carts, [{ variantId, quantity: 1 }], { viewer });
    const { cart } = await applyCoupon(carts, mine.id, code, viewer);
    const address = { shippingAddress: BERLIN, shippingOptionId: null };
    await carts.snapshot({ cartId: cart.id, userId: viewer.id, expectedVersion: cart.version, ...address });
    await mutate(carts, 'cartClear', { cartId: cart.id }, viewer);
    const guest = await aCart(carts, [{ variantId, quantity: 1 }]);
    await applyCoupon(carts, guest.id, code);
    const claimed = await claim(guest.id, viewer);
    expect(claimed.cart).toMatchObject({
      couponCodes: [],
      couponProblems: [{ couponCode: code, code: 'COUPON_USED_BEFORE' }],
    });
  });

  it('loses no coupon and doubles none when several log-ins claim at once', async () => {
    const variantId = await carts.stock();
    const coupons = await Promise.all([1, 2, 3].map(() => aPromotion(carts, { isStackable: true })));
    const viewer = aMember();
    const guests = await Promise.all(
      coupons.map(async ({ code }) => {
        const { id } = await aCart(carts, [{ variantId, quantity: 1 }]);
        await applyCoupon(carts, id, code);
        return id;
      }),
    );
    await Promise.all([...guests, ...guests].map((id) => claim(id, viewer)));
    const { cart } = await mutate(carts, 'cartCreate', {}, viewer);
    expect(cart.couponCodes.toSorted()).toEqual(coupons.map(({ code }) => code).toSorted());
    expect(quantities(cart)).toEqual({ [variantId]: 3 });
  });

  it('changes nothing the second time, or for the member’s own cart', async () => {
    const variantId = await carts.stock();
    const guest = await aCart(carts, [{ variantId, quantity: 1 }]);
    const viewer = aMember();
    const first = await claim(guest.id, viewer);
    for (const id of [guest.id, first.cart.id]) expect((await claim(id, viewer)).cart).toEqual(first.cart);
  });

  it('loses nothing and doubles nothing when several log-ins claim at once', async () => {
    const shared = await carts.stock();
    const variantIds = await Promise.all(Array.from({ length: 4 }, () => carts.stock()));
    const viewer = aMember();
    const guests = await Promise.all(
      variantIds.map((variantId, index) =>
        aCart(carts, [
          { variantId, quantity: index + 1 },
          { variantId: shared, quantity: 1 },
        ]),
      ),
    );
    const claims = guests.flatMap(({ id }) => [id, id, id]);
    await Promise.all(claims.map((id) => claim(id, viewer)));
    const { cart } = await mutate(carts, 'cartCreate', {}, viewer);
    const own = Object.fromEntries(variantIds.map((id, index) => [id, index + 1]));
    expect(quantities(cart)).toEqual({ ...own, [shared]: 4 });
  });

  it('gives the lines to one of two members who claim at once', async () => {
    const variantId = await carts.stock();
    const guest = await aCart(carts, [{ variantId, quantity: 4 }]);
    const answers = await Promise.all([aMember(), aMember()].map((viewer) => claim(guest.id, viewer)));
    const pieces = answers.flatMap(({ cart }) => cart.lines.map(({ quantity }: { quantity: number }) => quantity));
    expect(pieces).toEqual([4]);
  });

  it('is refused to guests, and for another member’s cart', async () => {
    const { id } = await aCart(carts, [], { viewer: aMember() });
    const guest = await carts.ask(mutationText('cartClaim'), { input: { cartId: id } });
    expect(guest.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', ref: 'AUTH_001' });
    const other = await carts.ask(mutationText('cartClaim'), { input: { cartId: id } }, aMember());
    expect(other.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
