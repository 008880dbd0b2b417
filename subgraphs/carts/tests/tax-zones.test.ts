import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCarts, type TestCarts } from './_carts.js';
import { ADMIN, readCart } from './_operations.js';
import {
  aCartSentTo,
  aRate,
  aTaxPlace,
  aTaxZone,
  change,
  changeText,
  codesOf,
  expectAdminsOnly,
  setTaxRate,
  TAX_ZONE,
} from './_tables.js';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const AT_NOON = NOON.toISOString();
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

const aZone = (facts: object = {}) => aTaxZone(carts, facts);
const setRate = (taxZoneId: string, rateBasisPoints: number, facts: object = {}) =>
  setTaxRate(carts, taxZoneId, { rateBasisPoints, ...facts });

/** A cart sent to this postal code in the Netherlands. */
const aCartTo = (postalCode: string, variant: object = {}) =>
  aCartSentTo(carts, { country: 'NL', postalCode }, variant);
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
    const place = { ...aTaxPlace(), pricesIncludeTax: true, isShippingTaxed: true };
    const answers = await Promise.all([1, 2, 3].map(() => change(carts, 'taxZoneCreate', place)));
    expect(answers.flatMap(codesOf)).toEqual(['TAX_ZONE_PLACE_TAKEN', 'TAX_ZONE_PLACE_TAKEN']);
    const { id: taxZoneId } = await aZone();
    const { country, postalPrefix } = place;
    const moved = await change(carts, 'taxZoneUpdate', { taxZoneId, country, postalPrefix });
    expect(moved).toMatchObject({ taxZone: null, userErrors: [{ code: 'TAX_ZONE_PLACE_TAKEN', path: ['input'] }] });
  });

  it('is made once per idempotency key', async () => {
    const facts = { ...aTaxPlace(), idempotencyKey: newId() };
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
      taxZoneCreate: { ...aTaxPlace(), pricesIncludeTax: true, isShippingTaxed: true },
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
