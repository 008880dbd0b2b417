import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BERLIN, startCarts, type TestCarts, type VariantFacts } from './_carts.js';
import { aCart, mutate, readCart } from './_operations.js';

let carts: TestCarts;
/** a Monday */
let now = new Date('2026-03-02T12:00:00.000Z');
beforeAll(async () => {
  carts = await startCarts({ clock: () => now });
});
afterAll(() => carts[Symbol.asyncDispose]());

const NEW_YORK = {
  ...BERLIN,
  line1: '1 Broadway',
  city: 'New York',
  region: 'New York',
  postalCode: '10004',
  country: 'US',
};
const NAIROBI = { ...BERLIN, line1: 'Moi Avenue 1', city: 'Nairobi', region: null, postalCode: '00100', country: 'KE' };

async function cartTo(
  address: object,
  { currency = 'USD', quantity = 2, ...facts }: { currency?: string; quantity?: number } & Partial<VariantFacts> = {},
) {
  const variantId = await carts.stock({ weightGrams: 900, ...facts });
  const { id } = await aCart(carts, [{ variantId, quantity }], { currency });
  const { cart, userErrors } = await mutate(carts, 'cartShippingAddressSet', { cartId: id, address });
  expect(userErrors).toEqual([]);
  return cart;
}

const minor = (totals: Record<string, { minorUnits: number }>) =>
  Object.fromEntries(Object.entries(totals).map(([name, money]) => [name, money.minorUnits]));

describe('totals', () => {
  it('estimate the tax and know no shipping until there is an address', async () => {
    const variantId = await carts.stock();
    const cart = await aCart(carts, [{ variantId, quantity: 2 }]);
    expect(minor(cart.totals)).toEqual({ subtotal: 3998, discount: 0, shipping: 0, tax: 320, total: 4318 });
    expect(cart).toMatchObject({ shippingOptions: [], shippingOption: null, shippingAddress: null });
  });

  it.each([
    ['USD', BERLIN, { subtotal: 3998, discount: 0, shipping: 690, tax: 0, total: 4688 }],
    ['EUR', BERLIN, { subtotal: 3700, discount: 0, shipping: 650, tax: 0, total: 4350 }],
    ['JPY', BERLIN, { subtotal: 5980, discount: 0, shipping: 1000, tax: 0, total: 6980 }],
    ['KWD', BERLIN, { subtotal: 12250, discount: 0, shipping: 2100, tax: 0, total: 14350 }],
    ['USD', NEW_YORK, { subtotal: 3998, discount: 0, shipping: 390, tax: 160, total: 4548 }],
    ['KWD', NEW_YORK, { subtotal: 12250, discount: 0, shipping: 1200, tax: 490, total: 13940 }],
    ['USD', NAIROBI, { subtotal: 3998, discount: 0, shipping: 2990, tax: 320, total: 7308 }],
  ])('are in %s by destination', async (currency, address, expected) => {
    const cart = await cartTo(address, { currency });
    expect(minor(cart.totals)).toEqual(expected);
    expect(cart.totals.total.currency).toBe(currency);
  });
});

describe('taxes', () => {
  const told = ({ taxes }: { taxes: { rateBasisPoints: number; net: object; tax: { minorUnits: number } }[] }) =>
    taxes.map(({ rateBasisPoints, tax }) => [rateBasisPoints, tax.minorUnits]);

  it('are contained in gross prices, of goods by their class and of shipping', async () => {
    const cart = await cartTo(BERLIN, { taxClass: 'REDUCED' });
    expect(cart).toMatchObject({
      pricesIncludeTax: true,
      lines: [{ tax: { minorUnits: 0 }, includedTax: { minorUnits: 262 } }],
    });
    expect(told(cart)).toEqual([
      [1900, 110],
      [700, 262],
    ]);
    const sum = cart.taxes.reduce((total: number, { net, tax }: never) => total + minorOf(net) + minorOf(tax), 0);
    expect(sum).toBe(cart.totals.total.minorUnits);
  });

  it('are added to net prices', async () => {
    const cart = await cartTo({ ...NEW_YORK, region: 'CA' });
    expect(cart).toMatchObject({
      pricesIncludeTax: false,
      lines: [{ tax: { minorUnits: 290 }, includedTax: { minorUnits: 0 } }],
    });
    expect(told(cart)).toEqual([
      [725, 290],
      [0, 0],
    ]);
    expect(told(await cartTo(NEW_YORK, { taxClass: 'ZERO' }))).toEqual([[0, 0]]);
  });

  it('are none where a postal code lies outside of the tax area of its country', async () => {
    const cart = await cartTo({ ...BERLIN, city: 'Helgoland', postalCode: '27498' });
    expect(told(cart)).toEqual([[0, 0]]);
  });

  it('are those of the day', async () => {
    const helsinki = { ...BERLIN, city: 'Helsinki', postalCode: '00100', country: 'FI' };
    expect((await cartTo(helsinki)).taxes[0].rateBasisPoints).toBe(2550);
    const today = now;
    now = new Date('2024-08-31T23:59:59.999Z');
    expect((await cartTo(helsinki)).taxes[0].rateBasisPoints).toBe(2400);
    now = new Date('2024-09-01T00:00:00.000Z');
    expect((await cartTo(helsinki)).taxes[0].rateBasisPoints).toBe(2550);
    now = today;
  });

  const minorOf = (money: { minorUnits: number }) => money.minorUnits;
});

describe('shipping options', () => {
  it('are by weight and destination, cheapest first, with their working days', async () => {
    const light = await cartTo(BERLIN, { quantity: 1 });
    expect(light.shippingOptions).toMatchObject([
      {
        ...{ optionId: 'economy', price: { minorUnits: 690 }, minDays: 5, maxDays: 9 },
        ...{ earliestDelivery: '2026-03-09T00:00:00.000Z', latestDelivery: '2026-03-13T00:00:00.000Z' },
      },
      { optionId: 'standard', price: { minorUnits: 890 }, minDays: 3, maxDays: 5 },
      { optionId: 'express', price: { minorUnits: 1990 }, minDays: 1, maxDays: 2 },
    ]);
    const heavy = await cartTo(BERLIN, { quantity: 50 });
    expect(heavy.shippingOptions).toMatchObject([{ optionId: 'standard', price: { minorUnits: 9990 } }]);
    const tooHeavy = await cartTo(BERLIN, { quantity: 99, weightGrams: 20_000 });
    expect(tooHeavy).toMatchObject({
      shippingOptions: [],
      shippingOption: null,
      totals: { shipping: { minorUnits: 0 } },
    });
  });

  it('are chosen among those offered; the choice falls back to the cheapest when it is offered no more', async () => {
    const { id, lines } = await cartTo(BERLIN);
    const unknown = await mutate(carts, 'cartShippingOptionSelect', { cartId: id, shippingOptionId: 'teleport' });
    expect(unknown.userErrors).toMatchObject([{ code: 'SHIPPING_OPTION_UNKNOWN' }]);
    const express = await mutate(carts, 'cartShippingOptionSelect', { cartId: id, shippingOptionId: 'express' });
    expect(express.cart).toMatchObject({
      shippingOption: { optionId: 'express' },
      totals: { shipping: { minorUnits: 2990 } },
    });
    const heavy = { cartId: id, lines: [{ lineId: lines[0].id, quantity: 50 }] };
    const { cart } = await mutate(carts, 'cartLinesUpdate', heavy);
    expect(cart).toMatchObject({ shippingOption: { optionId: 'standard' } });
  });

  it('arrive after the holidays of the destination', async () => {
    const today = now;
    now = new Date('2026-12-24T12:00:00.000Z');
    const { shippingOptions } = await cartTo(BERLIN, { quantity: 1 });
    now = today;
    expect(shippingOptions).toContainEqual(
      expect.objectContaining({ optionId: 'express', earliestDelivery: '2026-12-28T00:00:00.000Z' }),
    );
  });

  it('cost nothing over their threshold, and more in a state that lies apart', async () => {
    const prices = ({ shippingOptions }: { shippingOptions: { optionId: string; price: { minorUnits: number } }[] }) =>
      Object.fromEntries(shippingOptions.map(({ optionId, price }) => [optionId, price.minorUnits]));
    const cheap = { prices: [{ currency: 'USD', minorUnits: 3749 }] };
    expect(prices(await cartTo(NEW_YORK, cheap))).toMatchObject({ economy: 390, standard: 790 });
    const dear = { prices: [{ currency: 'USD', minorUnits: 3750 }] };
    expect(prices(await cartTo(NEW_YORK, dear))).toMatchObject({ economy: 0, standard: 790 });
    expect(prices(await cartTo({ ...NEW_YORK, region: 'Hawaii' }, cheap))).toMatchObject({ economy: 690 });
  });

  it('can’t be chosen before there is an address', async () => {
    const { id } = await aCart(carts);
    const { userErrors } = await mutate(carts, 'cartShippingOptionSelect', { cartId: id, shippingOptionId: 'express' });
    expect(userErrors).toMatchObject([{ code: 'SHIPPING_ADDRESS_MISSING' }]);
  });
});

it('takes a region by its code or its name', async () => {
  const byCode = await cartTo({ ...NEW_YORK, region: 'ny' });
  expect(byCode.totals.tax.minorUnits).toBe(160);
  const unlisted = await cartTo({ ...NEW_YORK, region: 'VT' });
  expect(unlisted.totals.tax.minorUnits).toBe(320);
});

it('keeps a line that is no longer on sale at the price it was added at, with a warning', async () => {
  const variantId = await carts.stock();
  const { id } = await aCart(carts, [{ variantId, quantity: 1 }]);
  await carts.stock({ variantId, version: 2, isActive: false, prices: [] });
  const { lines } = await readCart(carts, id);
  expect(lines).toMatchObject([{ unitPrice: { minorUnits: 1999 }, warnings: [{ code: 'UNAVAILABLE' }] }]);
});
