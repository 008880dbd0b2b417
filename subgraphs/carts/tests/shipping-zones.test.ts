import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCarts, type TestCarts } from './_carts.js';
import { ADMIN } from './_operations.js';
import {
  aCartSentTo,
  aService,
  aShippingZone,
  change,
  changeText,
  codesOf,
  expectAdminsOnly,
  optionsOf,
  SHIPPING_ZONE,
  usd,
} from './_tables.js';

let carts: TestCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(() => carts[Symbol.asyncDispose]());

const aZone = (facts: object = {}) => aShippingZone(carts, facts);
const setService = (shippingZoneId: string, facts: object = {}) =>
  change(carts, 'shippingServiceSet', aService(shippingZoneId, facts));
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
    const cartId = await aCartSentTo(carts, { country: 'UY' });
    expect(await optionsOf(carts, cartId)).toEqual([]);
    const { shippingZone } = await change(carts, 'shippingZoneUpdate', {
      shippingZoneId: id,
      places: [{ country: 'PY' }, { country: 'CL' }],
    });
    expect(shippingZone).toMatchObject({ name, places: [{ country: 'CL' }, { country: 'PY' }] });
    expect(await optionsOf(carts, cartId)).toEqual([
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
