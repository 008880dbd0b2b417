import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BERLIN, startCarts, type TestCarts } from './_carts.js';
import { ADMIN, mutate, readCart } from './_operations.js';
import { aBand, aCartSentTo, aService, aShippingZone, change, dollars, optionsOf, usd } from './_tables.js';

let carts: TestCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(() => carts[Symbol.asyncDispose]());

const aZone = (facts: object = {}) => aShippingZone(carts, facts);
const setService = (shippingZoneId: string, facts: object = {}) =>
  change(carts, 'shippingServiceSet', aService(shippingZoneId, facts));
const aCartTo = (country: string) => aCartSentTo(carts, { country });

describe('a service', () => {
  it('ships to the places of its zone at the price of the weight, in its currencies alone', async () => {
    const { id } = await aZone({ places: [{ country: 'MA' }] });
    const cartId = await aCartTo('MA');
    const { shippingZone } = await setService(id, {
      prices: [
        { currency: 'KWD', bands: [aBand(5000, 1500)], freeFromMinorUnits: 20000 },
        dollars([aBand(899, 100), aBand(900, 200), aBand(2000, 300)]),
      ],
    });
    expect(shippingZone.services).toEqual([
      {
        optionId: 'standard',
        name: 'By bicycle',
        minDays: 1,
        maxDays: 3,
        prices: [
          {
            currency: 'USD',
            freeFrom: null,
            bands: [
              { upToGrams: 899, price: usd(100) },
              { upToGrams: 900, price: usd(200) },
              { upToGrams: 2000, price: usd(300) },
            ],
          },
          {
            currency: 'KWD',
            freeFrom: { minorUnits: 20000, currency: 'KWD' },
            bands: [{ upToGrams: 5000, price: { minorUnits: 1500, currency: 'KWD' } }],
          },
        ],
      },
    ]);
    expect(await readCart(carts, cartId)).toMatchObject({
      shippingOptions: [{ name: 'By bicycle', minDays: 1, maxDays: 3 }],
      totals: { shipping: { minorUnits: 200 } },
    });
    await setService(id, { prices: [dollars([aBand(899, 100)])] });
    expect(await optionsOf(carts, cartId)).toEqual([]);
  });

  it('is replaced as a whole, and beside others', async () => {
    const { id } = await aZone({ places: [{ country: 'TN' }] });
    await setService(id, { prices: [dollars([aBand(100, 1), aBand(5000, 900)], { freeFromMinorUnits: 1999 })] });
    const cartId = await aCartTo('TN');
    expect(await optionsOf(carts, cartId)).toEqual([['standard', 0]]);
    await setService(id, { optionId: 'express', prices: [dollars([aBand(5000, 800)])] });
    await setService(id, { name: 'By camel', minDays: 0, maxDays: 45 });
    expect(await optionsOf(carts, cartId)).toEqual([
      ['standard', 500],
      ['express', 800],
    ]);
    const again = await setService(id, { name: 'By camel', minDays: 0, maxDays: 45 });
    expect(again.shippingZone.services).toMatchObject([
      { optionId: 'express', name: 'By bicycle' },
      { optionId: 'standard', minDays: 0, maxDays: 45, prices: [{ freeFrom: null, bands: [{ upToGrams: 5000 }] }] },
    ]);
  });

  it('is told as it is after each of several changes in one request', async () => {
    const { id: shippingZoneId } = await aZone();
    const payload = '{ shippingZone { services { optionId } } }';
    const { data } = await carts.ask(
      `mutation ($set: ShippingServiceSetInput!, $remove: ShippingServiceRemoveInput!) {
        set: shippingServiceSet(input: $set) ${payload} removed: shippingServiceRemove(input: $remove) ${payload} }`,
      { set: aService(shippingZoneId), remove: { shippingZoneId, optionId: 'standard' } },
      ADMIN,
    );
    expect(data.set.shippingZone.services).toEqual([{ optionId: 'standard' }]);
    expect(data.removed.shippingZone.services).toEqual([]);
  });

  it('is one of those that were sent when several set it at once', async () => {
    const { id } = await aZone();
    const tariffs = [1, 2, 3, 4].map((count) => ({
      prices: [dollars(Array.from({ length: count }, (_, band) => aBand(band + 1, count)))],
    }));
    await Promise.all(tariffs.map((tariff) => setService(id, tariff)));
    const bands = await carts.sql`select up_to_grams, price_minor from shipping_rates where zone = ${id}`;
    expect(bands.map(({ price_minor }) => Number(price_minor))).toEqual(bands.map(() => bands.length));
  });

  it('that a cart has chosen is removed, and the cart takes the cheapest of the rest', async () => {
    const { id: shippingZoneId } = await aZone({ places: [{ country: 'LY' }] });
    await setService(shippingZoneId);
    await setService(shippingZoneId, { optionId: 'express', prices: [dollars([aBand(5000, 2000)])] });
    const cartId = await aCartTo('LY');
    await mutate(carts, 'cartShippingOptionSelect', { cartId, shippingOptionId: 'express' });
    const remove = (optionId: string) => change(carts, 'shippingServiceRemove', { shippingZoneId, optionId });
    expect((await remove('express')).shippingZone.services).toMatchObject([{ optionId: 'standard' }]);
    const cart = await readCart(carts, cartId);
    expect(cart).toMatchObject({ shippingOption: { optionId: 'standard' }, totals: { shipping: { minorUnits: 500 } } });
    const address = { ...BERLIN, country: 'LY' };
    const ask = { cartId, userId: null, expectedVersion: cart.version, shippingAddress: address };
    expect(await carts.snapshot({ ...ask, shippingOptionId: 'express' })).toMatchObject({
      refusal: { code: 'SHIPPING_OPTION_UNKNOWN' },
    });
    expect(await carts.snapshot({ ...ask, shippingOptionId: null })).toMatchObject({
      snapshot: { shippingOption: { id: 'standard' } },
    });
    await expect(remove('express')).rejects.toThrow('NOT_FOUND');
    await remove('standard');
    expect(await carts.snapshot({ ...ask, shippingOptionId: null })).toMatchObject({
      refusal: { code: 'SHIPPING_NOT_AVAILABLE' },
    });
  });
});
