import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BERLIN, startCarts, type TestCarts } from './_carts.js';
import { ADMIN, aCart, mutate, readCart } from './_operations.js';
import { change, changeText, codesOf, expectAdminsOnly, SHIPPING_ZONE } from './_tables.js';

let carts: TestCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(() => carts[Symbol.asyncDispose]());

async function aZone(facts: object = {}) {
  const { shippingZone } = await change(carts, 'shippingZoneCreate', { name: `Zone ${newId()}`, ...facts });
  return shippingZone;
}

const usd = (minorUnits: number) => ({ minorUnits, currency: 'USD' });
const aBand = (upToGrams: number, priceMinorUnits: number) => ({ upToGrams, priceMinorUnits });
const dollars = (bands: object[], facts: object = {}) => ({ currency: 'USD', bands, ...facts });
const aService = (shippingZoneId: string, facts: object = {}) => ({
  shippingZoneId,
  optionId: 'standard',
  name: 'By bicycle',
  minDays: 1,
  maxDays: 3,
  prices: [dollars([aBand(5000, 500)])],
  ...facts,
});
const setService = (shippingZoneId: string, facts: object = {}) =>
  change(carts, 'shippingServiceSet', aService(shippingZoneId, facts));

/** A cart of one lamp of 900 g for 1999, sent to this country. */
async function aCartTo(country: string, address: object = {}) {
  const variantId = await carts.stock();
  const { id } = await aCart(carts, [{ variantId, quantity: 1 }]);
  await mutate(carts, 'cartShippingAddressSet', { cartId: id, address: { ...BERLIN, country, ...address } });
  return id;
}
const optionsOf = async (cartId: string) =>
  (await readCart(carts, cartId)).shippingOptions.map((option: { id: string; price: { minorUnits: number } }) => [
    option.id,
    option.price.minorUnits,
  ]);
const zoneOf = async (country: string, region = '') =>
  (await carts.sql`select zone from shipping_places where country = ${country} and region = ${region}`)[0]?.zone;

describe('a shipping zone', () => {
  it('takes its places out of the zones they were in', async () => {
    const { id: first } = await aZone({ places: [{ country: 'br' }, { country: 'AR' }] });
    const zone = await aZone({
      name: '  Amazonia ',
      places: [{ country: 'PE' }, { country: 'BR' }, { country: 'BR', region: 'am', regionName: 'Amazonas' }],
    });
    expect(zone).toEqual({
      id: expect.any(String),
      name: 'Amazonia',
      takesTheRest: false,
      places: [
        { country: 'BR', region: null, regionName: null },
        { country: 'BR', region: 'AM', regionName: 'Amazonas' },
        { country: 'PE', region: null, regionName: null },
      ],
      services: [],
    });
    expect([await zoneOf('AR'), await zoneOf('BR')]).toEqual([first, zone.id]);
  });

  it('has the places that an update names, and the others are of the rest of the world', async () => {
    const { id, name } = await aZone({ places: [{ country: 'CL' }, { country: 'UY' }] });
    const cartId = await aCartTo('UY');
    expect(await optionsOf(cartId)).toEqual([]);
    const { shippingZone } = await change(carts, 'shippingZoneUpdate', {
      shippingZoneId: id,
      places: [{ country: 'PY' }, { country: 'CL' }],
    });
    expect(shippingZone).toMatchObject({ name, places: [{ country: 'CL' }, { country: 'PY' }] });
    expect(await optionsOf(cartId)).toEqual([
      ['standard', 1490],
      ['express', 3490],
    ]);
    const emptied = await change(carts, 'shippingZoneUpdate', { shippingZoneId: id, name: 'South', places: [] });
    expect(emptied.shippingZone).toMatchObject({ name: 'South', places: [] });
    const asItWas = await change(carts, 'shippingZoneUpdate', { shippingZoneId: id, name: null, places: null });
    expect(asItWas).toEqual(emptied);
  });

  it('has a name of its own, also when two admins choose it at once', async () => {
    const name = `Zone ${newId()}`;
    const answers = await Promise.all([1, 2, 3].map(() => change(carts, 'shippingZoneCreate', { name })));
    expect(answers.flatMap(codesOf)).toEqual(['SHIPPING_ZONE_NAME_TAKEN', 'SHIPPING_ZONE_NAME_TAKEN']);
    const zones = await Promise.all([1, 2, 3].map(() => aZone()));
    const rename = (to: string) =>
      Promise.all(zones.map(({ id }) => change(carts, 'shippingZoneUpdate', { shippingZoneId: id, name: to })));
    expect((await rename(name)).map(codesOf)).toEqual(Array(3).fill(['SHIPPING_ZONE_NAME_TAKEN']));
    const renamed = await rename(`Zone ${newId()}`);
    expect(renamed.flatMap(codesOf)).toEqual(['SHIPPING_ZONE_NAME_TAKEN', 'SHIPPING_ZONE_NAME_TAKEN']);
    expect(renamed.find(({ shippingZone }) => !shippingZone).userErrors).toMatchObject([{ path: ['input', 'name'] }]);
  });

  it('gets all the places that several want at once, or none', async () => {
    const zones = await Promise.all(Array.from({ length: 8 }, () => aZone()));
    const places = Array.from({ length: 100 }, (_, index) => ({ country: 'BO', region: String(index) }));
    const orders = [places, places.toReversed()];
    await Promise.all(
      zones.map(({ id: shippingZoneId }, index) =>
        change(carts, 'shippingZoneUpdate', { shippingZoneId, places: orders[index % 2] }),
      ),
    );
    const holders = await carts.sql`select zone, count(*)::int from shipping_places where country = 'BO' group by zone`;
    expect(holders).toMatchObject([{ count: 100 }]);
  });

  it('is made once per idempotency key', async () => {
    const facts = { name: `Zone ${newId()}`, places: [{ country: 'SR' }], idempotencyKey: newId() };
    const first = await aZone(facts);
    expect(await aZone(facts)).toEqual(first);
    await expect(aZone({ ...facts, places: [] })).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
    await change(carts, 'shippingZoneUpdate', { shippingZoneId: first.id, places: [] });
    await change(carts, 'shippingZoneDelete', { shippingZoneId: first.id });
    await expect(aZone(facts)).rejects.toThrow('NOT_FOUND');
  });

  it('is deleted with its services when it has no places', async () => {
    const { id: shippingZoneId, name } = await aZone({ places: [{ country: 'VE' }] });
    await setService(shippingZoneId);
    const remove = () => change(carts, 'shippingZoneDelete', { shippingZoneId });
    expect(codesOf(await remove())).toEqual(['SHIPPING_ZONE_IN_USE']);
    await change(carts, 'shippingZoneUpdate', { shippingZoneId, places: [] });
    expect((await remove()).shippingZone).toMatchObject({ id: shippingZoneId, name });
    await expect(remove()).rejects.toThrow('NOT_FOUND');
    expect(await carts.sql`select from shipping_rates where zone = ${shippingZoneId}`).toHaveLength(0);
    expect(codesOf(await change(carts, 'shippingZoneDelete', { shippingZoneId: 'world' }))).toEqual([
      'SHIPPING_ZONE_IN_USE',
    ]);
  });
});

describe('a zone that is deleted while a service is set', () => {
  it('is deleted with it, or the service finds no zone', async () => {
    const zones = await Promise.all(Array.from({ length: 40 }, () => aZone()));
    const deleted = zones.map(({ id: shippingZoneId }) => change(carts, 'shippingZoneDelete', { shippingZoneId }));
    const set = await Promise.allSettled(zones.map(({ id }) => setService(id)));
    expect((await Promise.all(deleted)).flatMap(codesOf)).toEqual([]);
    for (const outcome of set) if (outcome.status === 'rejected') expect(outcome.reason.message).toMatch('NOT_FOUND');
    const left = await carts.sql`select from shipping_zones where id = any(${zones.map(({ id }) => id)})`;
    expect(left).toHaveLength(0);
  });
});

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
    expect(await optionsOf(cartId)).toEqual([]);
  });

  it('is replaced as a whole, and beside others', async () => {
    const { id } = await aZone({ places: [{ country: 'TN' }] });
    await setService(id, { prices: [dollars([aBand(100, 1), aBand(5000, 900)], { freeFromMinorUnits: 1999 })] });
    const cartId = await aCartTo('TN');
    expect(await optionsOf(cartId)).toEqual([['standard', 0]]);
    await setService(id, { optionId: 'express', prices: [dollars([aBand(5000, 800)])] });
    await setService(id, { name: 'By camel', minDays: 0, maxDays: 45 });
    expect(await optionsOf(cartId)).toEqual([
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
    expect(cart).toMatchObject({ shippingOption: { id: 'standard' }, totals: { shipping: { minorUnits: 500 } } });
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

describe('the list of shipping zones', () => {
  const LIST = `query ($first: Int, $after: String) { shippingZones(first: $first, after: $after) {
    nodes ${SHIPPING_ZONE} totalCount pageInfo { hasNextPage endCursor } } }`;
  type Zone = { id: string; name: string; takesTheRest: boolean };

  it('has every zone once, by name, page by page, with all that it contains', async () => {
    const found: Zone[] = [];
    let after: string | null = null;
    do {
      const { data } = await carts.ask(LIST, { first: 2, after }, ADMIN);
      found.push(...data.shippingZones.nodes);
      after = data.shippingZones.pageInfo.hasNextPage ? data.shippingZones.pageInfo.endCursor : null;
      expect(data.shippingZones.totalCount).toBe((await carts.sql`select from shipping_zones`).length);
    } while (after);
    const byName = await carts.sql`select id from shipping_zones order by name`;
    expect(found.map(({ id }) => id)).toEqual(byName.map(({ id }) => id));
    expect(found.filter(({ takesTheRest }) => takesTheRest)).toMatchObject([{ id: 'world', places: [] }]);
    expect(found.find(({ id }) => id === 'domestic')).toMatchObject({
      name: 'Domestic',
      places: [{ country: 'JP' }, { country: 'NL' }, { country: 'US', region: null }],
      services: [
        {
          optionId: 'economy',
          minDays: 4,
          maxDays: 7,
          prices: [
            { currency: 'USD', freeFrom: usd(7500), bands: [{ upToGrams: 20000, price: usd(390) }] },
            { currency: 'EUR' },
            { currency: 'JPY' },
            { currency: 'KWD' },
          ],
        },
        { optionId: 'express' },
        { optionId: 'standard', prices: [{ freeFrom: null, bands: { length: 4 } }, {}, {}, {}] },
      ],
    });
  });

  it('refuses a cursor of another list', async () => {
    for (const name of ['a\0b', '\ud800']) {
      const after = Buffer.from(JSON.stringify(['shipping-zones', name])).toString('base64url');
      const { errors } = await carts.ask(LIST, { after }, ADMIN);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('is for admins, and so are all changes', async () => {
    const { id: shippingZoneId } = await aZone();
    await expectAdminsOnly(carts, LIST, {});
    const inputs = {
      shippingZoneCreate: { name: 'Mine' },
      shippingZoneUpdate: { shippingZoneId, name: 'Mine' },
      shippingZoneDelete: { shippingZoneId },
      shippingServiceSet: aService(shippingZoneId),
      shippingServiceRemove: { shippingZoneId, optionId: 'standard' },
    } as const;
    for (const [name, input] of Object.entries(inputs)) {
      await expectAdminsOnly(carts, changeText(name as keyof typeof inputs), { input });
    }
  });
});
