import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStockChange, startCarts, type TestCarts } from './_carts.js';
import { aCart, mutate, readCart } from './_operations.js';

let carts: TestCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(() => carts[Symbol.asyncDispose]());

describe('cartLinesAdd', () => {
  it('makes one line of a variant that is added twice, also within one input', async () => {
    const variantId = await carts.stock();
    const { id } = await aCart(carts, [{ variantId, quantity: 1 }]);
    const lines = [
      { variantId, quantity: 2 },
      { variantId, quantity: 3 },
    ];
    const { cart, userErrors } = await mutate(carts, 'cartLinesAdd', { cartId: id, lines });
    expect(userErrors).toEqual([]);
    expect(cart.lines).toMatchObject([{ quantity: 6, variant: { id: variantId } }]);
  });

  it('keeps lines in the order in which they were first added', async () => {
    const variantIds = [await carts.stock(), await carts.stock(), await carts.stock()];
    const { id } = await aCart(
      carts,
      variantIds.map((variantId) => ({ variantId, quantity: 1 })),
    );
    const lines = [{ variantId: variantIds[2], quantity: 1 }];
    const { cart } = await mutate(carts, 'cartLinesAdd', { cartId: id, lines });
    expect(cart.lines.map((line: { variant: { id: string } }) => line.variant.id)).toEqual(variantIds);
  });

  it('adds nothing when one line can’t be added, and names each', async () => {
    const good = await carts.stock();
    const inactive = await carts.stock({ isActive: false });
    const yenOnly = await carts.stock({ prices: [{ currency: 'JPY', minorUnits: 500 }] });
    const unknown = newId();
    const { id } = await aCart(carts);
    const lines = [good, inactive, yenOnly, unknown].map((variantId) => ({ variantId, quantity: 1 }));
    const { cart, userErrors } = await mutate(carts, 'cartLinesAdd', { cartId: id, lines });
    expect(cart).toMatchObject({ version: 1, lines: [] });
    expect(userErrors).toMatchObject([
      { code: 'VARIANT_UNAVAILABLE', variantId: inactive, path: ['input', 'lines', '1', 'variantId'] },
      { __typename: 'PriceUnavailableError', code: 'PRICE_UNAVAILABLE', variantId: yenOnly, currency: 'USD' },
      { code: 'VARIANT_UNAVAILABLE', variantId: unknown, path: ['input', 'lines', '3', 'variantId'] },
    ]);
  });

  it('holds 99 pieces a line and 200 lines', async () => {
    const variantIds = await carts.stockMany(201);
    const lines = variantIds.slice(0, 200).map((variantId) => ({ variantId, quantity: 99 }));
    const { id } = await aCart(carts, lines);
    const tooLong = await mutate(carts, 'cartLinesAdd', { cartId: id, lines: [{ ...lines[0], quantity: 1 }] });
    expect(tooLong.userErrors).toMatchObject([{ code: 'QUANTITY_OUT_OF_RANGE' }]);
    const oneMore = { cartId: id, lines: [{ variantId: variantIds[200], quantity: 1 }] };
    const { cart, userErrors } = await mutate(carts, 'cartLinesAdd', oneMore);
    expect(userErrors).toMatchObject([{ __typename: 'InputError', code: 'TOO_MANY_LINES' }]);
    expect(cart.lines).toHaveLength(200);
  });

  it('warns of short stock, of which it heard, and adds all the same', async () => {
    const variantId = await carts.stock();
    await carts.hear(aStockChange(variantId, 2));
    const { cart } = await mutate(carts, 'cartCreate', { lines: [{ variantId, quantity: 3 }] });
    expect(cart.lines[0].warnings).toMatchObject([{ code: 'SHORT_STOCK', availableQuantity: 2 }]);
  });
});

describe('cartLinesUpdate', () => {
  it('sets the quantity', async () => {
    const variantId = await carts.stock();
    const { id, lines } = await aCart(carts, [{ variantId, quantity: 5 }]);
    const update = { cartId: id, lines: [{ lineId: lines[0].id, quantity: 2 }] };
    const { cart } = await mutate(carts, 'cartLinesUpdate', update);
    expect(cart).toMatchObject({ version: 3, lines: [{ id: lines[0].id, quantity: 2 }] });
  });

  it.each([0, -1, 100])('refuses a quantity of %d', async (quantity) => {
    const variantId = await carts.stock();
    const { id, lines } = await aCart(carts, [{ variantId, quantity: 5 }]);
    const update = { cartId: id, lines: [{ lineId: lines[0].id, quantity }] };
    const { cart, userErrors } = await mutate(carts, 'cartLinesUpdate', update);
    expect(userErrors).toMatchObject([{ code: 'QUANTITY_OUT_OF_RANGE', path: ['input', 'lines', '0', 'quantity'] }]);
    expect(cart).toMatchObject({ version: 2, lines: [{ quantity: 5 }] });
  });

  it('remembers today’s price of the line it writes', async () => {
    const variantId = await carts.stock();
    const { id, lines } = await aCart(carts, [{ variantId, quantity: 1 }]);
    await carts.stock({ variantId, version: 2, prices: [{ currency: 'USD', minorUnits: 2499 }] });
    const before = await readCart(carts, id);
    expect(before.lines).toMatchObject([
      {
        unitPrice: { minorUnits: 2499 },
        warnings: [{ code: 'PRICE_CHANGED', previousPrice: { minorUnits: 1999 }, currentPrice: { minorUnits: 2499 } }],
      },
    ]);
    const update = { cartId: id, lines: [{ lineId: lines[0].id, quantity: 1 }] };
    const { cart } = await mutate(carts, 'cartLinesUpdate', update);
    expect(cart.lines[0].warnings).toEqual([]);
  });
});

describe('cartLinesRemove and cartClear', () => {
  it('takes out the lines named, or all', async () => {
    const [first, second] = [await carts.stock(), await carts.stock()];
    const { id, lines } = await aCart(carts, [
      { variantId: first, quantity: 1 },
      { variantId: second, quantity: 1 },
    ]);
    const removal = { cartId: id, lines: [{ lineId: lines[0].id }] };
    const removed = await mutate(carts, 'cartLinesRemove', removal);
    expect(removed.cart.lines).toMatchObject([{ id: lines[1].id }]);
    const again = await mutate(carts, 'cartLinesRemove', removal);
    expect(again.userErrors).toMatchObject([{ code: 'LINE_NOT_FOUND' }]);
    const cleared = await mutate(carts, 'cartClear', { cartId: id });
    expect(cleared.cart).toMatchObject({ lines: [], totals: { total: { minorUnits: 0 } } });
  });

  it('finds no line of another cart', async () => {
    const variantId = await carts.stock();
    const other = await aCart(carts, [{ variantId, quantity: 1 }]);
    const { id } = await aCart(carts);
    const removal = { cartId: id, lines: [{ lineId: other.lines[0].id }] };
    const { userErrors } = await mutate(carts, 'cartLinesRemove', removal);
    expect(userErrors).toMatchObject([{ code: 'LINE_NOT_FOUND' }]);
    expect((await readCart(carts, other.id)).lines).toHaveLength(1);
  });
});

describe('the version', () => {
  it('rises by one with each write, and a stale one is answered with the cart as it is', async () => {
    const variantId = await carts.stock();
    const { id, version } = await aCart(carts);
    const change = { cartId: id, expectedVersion: version, lines: [{ variantId, quantity: 1 }] };
    const first = await mutate(carts, 'cartLinesAdd', change);
    expect(first.cart.version).toBe(version + 1);
    const second = await mutate(carts, 'cartLinesAdd', change);
    expect(second.userErrors).toMatchObject([
      { __typename: 'CartVersionStaleError', code: 'CART_VERSION_STALE', currentVersion: version + 1 },
    ]);
    expect(second.cart).toMatchObject({ version: version + 1, lines: [{ quantity: 1 }] });
  });

  it('is that of each change, when one request makes several', async () => {
    const variantId = await carts.stock();
    const { id } = await aCart(carts);
    const add = 'cartLinesAdd(input: $input) { cart { version lines { quantity } } }';
    const query = `mutation ($input: CartLinesAddInput!) { first: ${add} second: ${add} }`;
    const { data } = await carts.ask(query, { input: { cartId: id, lines: [{ variantId, quantity: 1 }] } });
    expect(data.first.cart).toEqual({ version: 2, lines: [{ quantity: 1 }] });
    expect(data.second.cart).toEqual({ version: 3, lines: [{ quantity: 2 }] });
  });

  it('lets one of many writers of one version pass', async () => {
    const variantId = await carts.stock();
    const { id, version } = await aCart(carts);
    const change = { cartId: id, expectedVersion: version, lines: [{ variantId, quantity: 1 }] };
    const answers = await Promise.all(Array.from({ length: 8 }, () => mutate(carts, 'cartLinesAdd', change)));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect((await readCart(carts, id)).lines).toMatchObject([{ quantity: 1 }]);
  });

  it('loses no write of many that expect no version', async () => {
    const variantId = await carts.stock();
    const { id, version } = await aCart(carts);
    const change = { cartId: id, lines: [{ variantId, quantity: 1 }] };
    await Promise.all(Array.from({ length: 12 }, () => mutate(carts, 'cartLinesAdd', change)));
    expect(await readCart(carts, id)).toMatchObject({ version: version + 12, lines: [{ quantity: 12 }] });
  });
});
