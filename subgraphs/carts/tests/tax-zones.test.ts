import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BERLIN, startCarts, type TestCarts } from './_carts.js';
import { ADMIN, aCart, mutate, readCart } from './_operations.js';
import { change, changeText, codesOf, expectAdminsOnly, TAX_ZONE } from './_tables.js';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const daysFromNoon = (days: number) => new Date(NOON.getTime() + days * 86_400_000).toISOString();

let carts: TestCarts;
let now = NOON;
beforeAll(async () => {
  carts = await startCarts({ clock: () => now });
});
afterAll(() => carts[Symbol.asyncDispose]());
beforeEach(() => {
  now = NOON;
});

let prefixes = 100;
/** Nobody else's place. */
const aPlace = () => {
  prefixes += 1;
  return { country: 'NL', postalPrefix: String(prefixes) };
};

async function aZone(facts: object = {}) {
  const { taxZone } = await change(carts, 'taxZoneCreate', {
    ...aPlace(),
    pricesIncludeTax: false,
    isShippingTaxed: false,
    ...facts,
  });
  return taxZone;
}

const setRate = (taxZoneId: string, rateBasisPoints: number, facts: object = {}) =>
  change(carts, 'taxZoneRateSet', { taxZoneId, taxClass: 'STANDARD', rateBasisPoints, ...facts });
const aRate = (rateBasisPoints: number, validFrom: string, validUntil: string | null, taxClass = 'STANDARD') => ({
  taxClass,
  rateBasisPoints,
  validFrom,
  validUntil,
});
const AT_NOON = NOON.toISOString();

/** A cart of one piece for 1999, sent to this postal code in the Netherlands. */
async function aCartTo(postalCode: string, variant: object = {}) {
  const variantId = await carts.stock(variant);
  const { id } = await aCart(carts, [{ variantId, quantity: 1 }]);
  await mutate(carts, 'cartShippingAddressSet', { cartId: id, address: { ...BERLIN, country: 'NL', postalCode } });
  return id;
}
const taxOf = async (cartId: string) => (await readCart(carts, cartId)).totals.tax.minorUnits;

describe('a tax zone', () => {
  it('is made with a place of its own, as people write it', async () => {
    const zone = await aZone({ country: 'ca', region: ' yt ', regionName: ' Yukon ', postalPrefix: 'y1a 0' });
    expect(zone).toEqual({
      id: expect.any(String),
      country: 'CA',
      region: 'YT',
      regionName: 'Yukon',
      postalPrefix: 'Y1A0',
      pricesIncludeTax: false,
      isShippingTaxed: false,
      rates: [],
    });
  });

  it('taxes nothing before its first rate, then all that is sent there', async () => {
    const { id, postalPrefix } = await aZone();
    const cartId = await aCartTo(`${postalPrefix}1 AB`);
    expect(await readCart(carts, cartId)).toMatchObject({ pricesIncludeTax: true });
    await setRate(id, 500);
    expect(await readCart(carts, cartId)).toMatchObject({
      pricesIncludeTax: false,
      totals: { tax: { minorUnits: 100 } },
    });
  });

  it('is changed for carts at once, in what is given alone', async () => {
    const zone = await aZone({ country: 'CA', region: 'NU', regionName: 'Nunavut' });
    const changed = await change(carts, 'taxZoneUpdate', { taxZoneId: zone.id, isShippingTaxed: true });
    expect(changed.taxZone).toEqual({ ...zone, isShippingTaxed: true });
    const widened = await change(carts, 'taxZoneUpdate', { taxZoneId: zone.id, region: null, isShippingTaxed: null });
    expect(widened.taxZone).toEqual({ ...zone, isShippingTaxed: true, region: null, regionName: null });
    const { id, postalPrefix } = await aZone();
    await setRate(id, 1000);
    const cartId = await aCartTo(String(postalPrefix));
    expect(await taxOf(cartId)).toBe(200);
    await change(carts, 'taxZoneUpdate', { taxZoneId: id, pricesIncludeTax: true });
    expect(await readCart(carts, cartId)).toMatchObject({
      pricesIncludeTax: true,
      totals: { tax: { minorUnits: 0 } },
      taxes: [{ rateBasisPoints: 1000 }, { rateBasisPoints: 0 }],
    });
  });

  it('is not the same place as another, also when two admins make it at once', async () => {
    const place = { ...aPlace(), pricesIncludeTax: true, isShippingTaxed: true };
    const answers = await Promise.all([1, 2, 3].map(() => change(carts, 'taxZoneCreate', place)));
    expect(answers.flatMap(codesOf)).toEqual(['TAX_ZONE_PLACE_TAKEN', 'TAX_ZONE_PLACE_TAKEN']);
    const { id: taxZoneId } = await aZone();
    const { country, postalPrefix } = place;
    const moved = await change(carts, 'taxZoneUpdate', { taxZoneId, country, postalPrefix });
    expect(moved).toMatchObject({ taxZone: null, userErrors: [{ code: 'TAX_ZONE_PLACE_TAKEN', path: ['input'] }] });
  });

  it('is made once per idempotency key', async () => {
    const facts = { ...aPlace(), idempotencyKey: newId() };
    const first = await aZone(facts);
    expect(await aZone(facts)).toEqual(first);
    await expect(aZone({ ...facts, pricesIncludeTax: true })).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
  });

  it('that is closed leaves its destinations to the wider one, keeps what was, and opens again', async () => {
    const { id, postalPrefix } = await aZone();
    await setRate(id, 500, { validFrom: AT_NOON });
    await setRate(id, 700, { validFrom: daysFromNoon(9) });
    const cartId = await aCartTo(String(postalPrefix));
    now = new Date(daysFromNoon(1));
    const close = () => change(carts, 'taxZoneClose', { taxZoneId: id });
    expect((await close()).taxZone.rates).toEqual([aRate(500, AT_NOON, daysFromNoon(1))]);
    expect(await readCart(carts, cartId)).toMatchObject({ pricesIncludeTax: true });
    now = new Date(daysFromNoon(2));
    expect((await close()).taxZone.rates).toEqual([aRate(500, AT_NOON, daysFromNoon(1))]);
    expect((await setRate(id, 500)).taxZone.rates).toEqual([
      aRate(500, AT_NOON, daysFromNoon(1)),
      aRate(500, daysFromNoon(2), null),
    ]);
    expect(await taxOf(cartId)).toBe(100);
    expect((await close()).taxZone.rates).toEqual([aRate(500, AT_NOON, daysFromNoon(1))]);
  });
});

describe('a rate', () => {
  it('that begins tomorrow does not apply today', async () => {
    const { id, postalPrefix } = await aZone();
    await setRate(id, 500);
    const { taxZone } = await setRate(id, 1000, { validFrom: daysFromNoon(1) });
    expect(taxZone.rates).toEqual([aRate(500, AT_NOON, daysFromNoon(1)), aRate(1000, daysFromNoon(1), null)]);
    const cartId = await aCartTo(String(postalPrefix));
    expect(await taxOf(cartId)).toBe(100);
    now = new Date(Date.parse(daysFromNoon(1)) - 1);
    expect(await taxOf(cartId)).toBe(100);
    now = new Date(daysFromNoon(1));
    expect(await taxOf(cartId)).toBe(200);
  });

  it('holds up to the next that was set before, and is set again without doing anything', async () => {
    const { id } = await aZone();
    await setRate(id, 500);
    await setRate(id, 1000, { validFrom: daysFromNoon(9) });
    const between = () => setRate(id, 700, { validFrom: daysFromNoon(5) });
    const expected = [
      aRate(500, AT_NOON, daysFromNoon(5)),
      aRate(700, daysFromNoon(5), daysFromNoon(9)),
      aRate(1000, daysFromNoon(9), null),
    ];
    expect((await between()).taxZone.rates).toEqual(expected);
    expect((await between()).taxZone.rates).toEqual(expected);
  });

  it('is told as it is after each of several changes in one request', async () => {
    const { id: taxZoneId } = await aZone();
    const payload = '{ taxZone { rates { rateBasisPoints } } }';
    const { data } = await carts.ask(
      `mutation ($first: TaxZoneRateSetInput!, $second: TaxZoneRateSetInput!) {
        first: taxZoneRateSet(input: $first) ${payload} second: taxZoneRateSet(input: $second) ${payload} }`,
      {
        first: { taxZoneId, taxClass: 'STANDARD', rateBasisPoints: 1 },
        second: { taxZoneId, taxClass: 'STANDARD', rateBasisPoints: 2, validFrom: daysFromNoon(1) },
      },
      ADMIN,
    );
    expect(data.first.taxZone.rates).toEqual([{ rateBasisPoints: 1 }]);
    expect(data.second.taxZone.rates).toEqual([{ rateBasisPoints: 1 }, { rateBasisPoints: 2 }]);
  });

  it('of a class holds for that class alone, beside a standard one', async () => {
    const { id, postalPrefix } = await aZone();
    const reduced = (facts: object = {}) => setRate(id, 100, { taxClass: 'REDUCED', ...facts });
    expect(codesOf(await reduced())).toEqual(['TAX_STANDARD_RATE_MISSING']);
    await setRate(id, 500, { validFrom: daysFromNoon(3) });
    expect(codesOf(await reduced({ validFrom: daysFromNoon(2) }))).toEqual(['TAX_STANDARD_RATE_MISSING']);
    await reduced({ validFrom: daysFromNoon(3) });
    now = new Date(daysFromNoon(3));
    const taxes = ['STANDARD', 'REDUCED', 'ZERO'].map(async (taxClass) =>
      taxOf(await aCartTo(String(postalPrefix), { taxClass })),
    );
    expect(await Promise.all(taxes)).toEqual([100, 20, 0]);
  });

  it('is not set in the past, nor where another begins', async () => {
    const { id } = await aZone();
    await setRate(id, 500, { validFrom: daysFromNoon(1) });
    expect(await setRate(id, 600, { validFrom: daysFromNoon(1) })).toMatchObject({
      taxZone: null,
      userErrors: [{ code: 'TAX_RATE_BEGINS_THEN', path: ['input', 'validFrom'] }],
    });
    const past = new Date(NOON.getTime() - 1).toISOString();
    await expect(setRate(id, 600, { validFrom: past })).rejects.toThrow('BAD_USER_INPUT');
  });

  it('that has not begun is withdrawn, and the one before it goes on', async () => {
    const { id } = await aZone();
    await setRate(id, 500);
    await setRate(id, 700, { validFrom: daysFromNoon(5) });
    await setRate(id, 1000, { validFrom: daysFromNoon(9) });
    const withdraw = (validFrom: string, taxClass = 'STANDARD') =>
      change(carts, 'taxZoneRateWithdraw', { taxZoneId: id, taxClass, validFrom });
    expect((await withdraw(daysFromNoon(5))).taxZone.rates).toEqual([
      aRate(500, AT_NOON, daysFromNoon(9)),
      aRate(1000, daysFromNoon(9), null),
    ]);
    await expect(withdraw(daysFromNoon(5))).rejects.toThrow('NOT_FOUND');
    expect((await withdraw(daysFromNoon(9))).taxZone.rates).toEqual([aRate(500, AT_NOON, null)]);
    expect(codesOf(await withdraw(AT_NOON))).toEqual(['TAX_RATE_HAS_BEGUN']);
  });

  it('that another class stands on is not withdrawn', async () => {
    const { id: taxZoneId } = await aZone();
    const first = { taxZoneId, taxClass: 'STANDARD', validFrom: daysFromNoon(1) };
    await setRate(taxZoneId, 500, { validFrom: first.validFrom });
    await setRate(taxZoneId, 100, { taxClass: 'REDUCED', validFrom: daysFromNoon(2) });
    expect(codesOf(await change(carts, 'taxZoneRateWithdraw', first))).toEqual(['TAX_STANDARD_RATE_MISSING']);
  });
});

describe('two admins at once', () => {
  const aBurst = (taxZoneId: string, rates: number[], facts: object) =>
    Promise.all(rates.map((rate) => setRate(taxZoneId, rate, facts)));

  it('who set the same rate set it once', async () => {
    const { id } = await aZone();
    const answers = await aBurst(id, Array(8).fill(900), { validFrom: daysFromNoon(1) });
    expect(answers.flatMap(codesOf)).toEqual([]);
    for (const { taxZone } of answers) expect(taxZone.rates).toEqual([aRate(900, daysFromNoon(1), null)]);
  });

  it('who set different rates from the same moment on are told, but for one', async () => {
    const { id } = await aZone();
    await setRate(id, 500);
    const rates = [600, 700, 800, 900, 1000];
    const answers = await aBurst(id, rates, { validFrom: daysFromNoon(1) });
    expect(answers.flatMap(codesOf)).toEqual(Array(4).fill('TAX_RATE_BEGINS_THEN'));
    const winner = rates[answers.findIndex(({ taxZone }) => taxZone)] ?? 0;
    const kept = await setRate(id, winner, { validFrom: daysFromNoon(1) });
    expect(kept.taxZone.rates).toEqual([aRate(500, AT_NOON, daysFromNoon(1)), aRate(winner, daysFromNoon(1), null)]);
  });

  it('who set rates from different moments on leave periods that meet', async () => {
    const { id } = await aZone();
    const days = [3, 1, 5, 2, 4];
    await Promise.all(days.map((day) => setRate(id, day * 100, { validFrom: daysFromNoon(day) })));
    const { taxZone } = await setRate(id, 100, { validFrom: daysFromNoon(1) });
    expect(taxZone.rates).toEqual(
      [1, 2, 3, 4, 5].map((day) => aRate(day * 100, daysFromNoon(day), day === 5 ? null : daysFromNoon(day + 1))),
    );
  });

  it('could not make periods overlap if they went past the lock', async () => {
    const { id } = await aZone();
    await setRate(id, 500, { validFrom: daysFromNoon(1) });
    const overlap = carts.sql`insert into tax_zone_rates (zone_id, tax_class, rate_basis_points, valid_from)
      values (${id}, 'STANDARD', 600, ${daysFromNoon(2)})`;
    await expect(overlap).rejects.toThrow('tax_zone_rates_overlap');
  });
});

describe('the list of tax zones', () => {
  const LIST = `query ($first: Int, $after: String) { taxZones(first: $first, after: $after) {
    nodes ${TAX_ZONE} totalCount pageInfo { hasNextPage endCursor } } }`;
  type Zone = { country: string; region: string | null; postalPrefix: string | null };

  it('has every zone once, by place, page by page, with what its rates were', async () => {
    const found: Zone[] = [];
    let after: string | null = null;
    do {
      const { data } = await carts.ask(LIST, { first: 7, after }, ADMIN);
      found.push(...data.taxZones.nodes);
      after = data.taxZones.pageInfo.hasNextPage ? data.taxZones.pageInfo.endCursor : null;
      expect(data.taxZones.totalCount).toBe((await carts.sql`select count(*)::int as n from tax_zones`)[0]?.n);
    } while (after);
    const places = found.map(({ country, region, postalPrefix }) => [country, region ?? '', postalPrefix ?? '']);
    expect(new Set(places.map(String)).size).toBe((await carts.sql`select from tax_zones`).length);
    expect(places).toEqual(places.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(found.find(({ country }) => country === 'CH')).toMatchObject({
      id: 'CH',
      region: null,
      pricesIncludeTax: true,
      rates: [
        { taxClass: 'REDUCED', rateBasisPoints: 250 },
        { taxClass: 'REDUCED', rateBasisPoints: 260 },
        { rateBasisPoints: 770, validUntil: '2024-01-01T00:00:00.000Z' },
        { rateBasisPoints: 810, validFrom: '2024-01-01T00:00:00.000Z', validUntil: null },
      ],
    });
  });

  it('refuses a cursor of another list', async () => {
    const after = Buffer.from(JSON.stringify(['tax-zones', 'NL', "'", '\0'])).toString('base64url');
    for (const wrong of [after, 'no-cursor']) {
      const { errors } = await carts.ask(LIST, { after: wrong }, ADMIN);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('is for admins, and so are all changes', async () => {
    const { id: taxZoneId } = await aZone();
    await expectAdminsOnly(carts, LIST, {});
    const inputs = {
      taxZoneCreate: { ...aPlace(), pricesIncludeTax: true, isShippingTaxed: true },
      taxZoneUpdate: { taxZoneId, pricesIncludeTax: true },
      taxZoneRateSet: { taxZoneId, taxClass: 'STANDARD', rateBasisPoints: 0 },
      taxZoneRateWithdraw: { taxZoneId, taxClass: 'STANDARD', validFrom: daysFromNoon(1) },
      taxZoneClose: { taxZoneId },
    } as const;
    for (const [name, input] of Object.entries(inputs)) {
      await expectAdminsOnly(carts, changeText(name as keyof typeof inputs), { input });
    }
  });
});
