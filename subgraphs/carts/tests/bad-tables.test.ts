import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCarts, type TestCarts } from './_carts.js';
import { ADMIN } from './_operations.js';
import { type Change, change, changeText } from './_tables.js';

const HUGE = [2 ** 31, 2 ** 53, -(2 ** 53)];
const HOSTILE_TEXT = ['NUL\0byte', 'half a pair \ud800', 'x'.repeat(10_000)];
const ABSENT = ['', 'no-id', newId(), ...HOSTILE_TEXT];

let carts: TestCarts;
let ids: { taxZoneId: string; shippingZoneId: string };
beforeAll(async () => {
  carts = await startCarts();
  const place = { country: 'IS', pricesIncludeTax: true, isShippingTaxed: true };
  const { taxZone } = await change(carts, 'taxZoneCreate', place);
  const { shippingZone } = await change(carts, 'shippingZoneCreate', { name: 'Iceland' });
  ids = { taxZoneId: taxZone.id, shippingZoneId: shippingZone.id };
});
afterAll(() => carts[Symbol.asyncDispose]());

/** Everything that could have been written. */
async function written() {
  const tables = ['tax_zones', 'tax_zone_rates', 'shipping_zones', 'shipping_places', 'shipping_services'];
  const all = [...tables, 'shipping_rates', 'shipping_thresholds', 'idempotency_keys'];
  return Promise.all(all.map((table) => carts.sql`select * from ${carts.sql(table)} as row order by row`));
}

/** That a good input is refused when this part of it is wrong. @param codes  what may be answered */
async function expectRefused(name: Change, good: object, wrong: readonly object[], codes = ['BAD_USER_INPUT']) {
  expect(wrong.length).toBeGreaterThan(0);
  const before = await written();
  for (const part of wrong) {
    const { data, errors } = await carts.ask(changeText(name), { input: { ...good, ...part } }, ADMIN);
    const told = JSON.stringify({ name, part, data, errors }).slice(0, 500);
    expect(codes, told).toContain(errors?.[0]?.extensions.code);
  }
  expect(await written()).toEqual(before);
}

const absent = (field: string) => ABSENT.map((id) => ({ [field]: id }));
const MISSING = ['NOT_FOUND', 'BAD_USER_INPUT'];

const WRONG_PLACES = [
  ...['', 'D', 'XX', 'DEU', 'D\0'].map((country) => ({ country })),
  ...['a b', 'x'.repeat(11), 'Ü', ...HOSTILE_TEXT].map((region) => ({ region })),
  { regionName: 'Nowhere' },
  ...['x'.repeat(101), ...HOSTILE_TEXT].map((regionName) => ({ region: 'AB', regionName })),
];
const WRONG_TAX_ZONES = [
  ...WRONG_PLACES,
  ...['x'.repeat(11), 'ä1', "1'", ...HOSTILE_TEXT].map((postalPrefix) => ({ postalPrefix })),
  { pricesIncludeTax: 'yes' },
  { isShippingTaxed: 1 },
];

it('a tax zone is not made or changed with what is wrong', async () => {
  const good = { country: 'IS', postalPrefix: '1', pricesIncludeTax: true, isShippingTaxed: true };
  const keys = ['', ...HOSTILE_TEXT].map((idempotencyKey) => ({ idempotencyKey }));
  await expectRefused('taxZoneCreate', good, [...WRONG_TAX_ZONES, ...keys, { country: null }]);
  await expectRefused('taxZoneUpdate', { taxZoneId: ids.taxZoneId }, WRONG_TAX_ZONES);
  await expectRefused('taxZoneUpdate', { pricesIncludeTax: true }, absent('taxZoneId'), MISSING);
  await expectRefused('taxZoneClose', {}, absent('taxZoneId'), MISSING);
});

it('a rate is not set or withdrawn with what is wrong', async () => {
  const good = { taxZoneId: ids.taxZoneId, taxClass: 'STANDARD', rateBasisPoints: 1 };
  const classes = ['', 'standard', 'LUXURY', null].map((taxClass) => ({ taxClass }));
  const moments = ['', 'soon', '2026-13-01T00:00:00Z', '0000-01-01T00:00:00Z', 8.64e15, -1];
  const wrong = [...classes, ...moments.map((validFrom) => ({ validFrom }))];
  const rates = [-1, 10_001, 0.5, ...HUGE].map((rateBasisPoints) => ({ rateBasisPoints }));
  await expectRefused('taxZoneRateSet', good, [...wrong, ...rates]);
  await expectRefused('taxZoneRateSet', good, absent('taxZoneId'), MISSING);
  const begun = { taxZoneId: 'DE', taxClass: 'STANDARD', validFrom: '2099-01-01T00:00:00Z' };
  await expectRefused('taxZoneRateWithdraw', begun, wrong);
  await expectRefused('taxZoneRateWithdraw', begun, [...absent('taxZoneId'), {}], MISSING);
});

it('a shipping zone is not made, changed or deleted with what is wrong', async () => {
  const { shippingZoneId } = ids;
  const names = ['', '  ', 'x'.repeat(101), ...HOSTILE_TEXT].map((name) => ({ name }));
  const places = [
    ...WRONG_PLACES.map((wrong) => [{ country: 'IS', ...wrong }]),
    [{ country: 'IS' }, { country: 'is', region: ' ' }],
    Array.from({ length: 501 }, (_, index) => ({ country: 'IS', region: String(index) })),
  ].map((wrong) => ({ places: wrong }));
  const keys = ['', ...HOSTILE_TEXT].map((idempotencyKey) => ({ idempotencyKey }));
  await expectRefused('shippingZoneCreate', { name: 'Greenland' }, [...names, ...places, ...keys]);
  await expectRefused('shippingZoneUpdate', { shippingZoneId }, [...names, ...places]);
  await expectRefused('shippingZoneUpdate', { name: 'Greenland' }, absent('shippingZoneId'), MISSING);
  await expectRefused('shippingZoneDelete', {}, absent('shippingZoneId'), MISSING);
});

it('a service is not set or removed with what is wrong', async () => {
  const { shippingZoneId } = ids;
  const aBand = (upToGrams: number, priceMinorUnits = 1) => ({ upToGrams, priceMinorUnits });
  const dollars = (bands: object[], facts: object = {}) => ({ prices: [{ currency: 'USD', bands, ...facts }] });
  const good = { shippingZoneId, optionId: 'sled', name: 'Sled', minDays: 2, maxDays: 5, ...dollars([aBand(1)]) };
  await expectRefused('shippingServiceSet', good, [
    ...['', 'Sled', 'a b', 'x'.repeat(41), ...HOSTILE_TEXT].map((optionId) => ({ optionId })),
    ...['', '  ', 'x'.repeat(101), ...HOSTILE_TEXT].map((name) => ({ name })),
    ...[-1, 1.5, 46, 6, ...HUGE].map((minDays) => ({ minDays })),
    ...[-1, 1, 46, ...HUGE].map((maxDays) => ({ maxDays })),
    { prices: [] },
    { prices: [...dollars([aBand(1)]).prices, ...dollars([aBand(2)]).prices] },
    ...['XXX', 'usd', ''].map((currency) => dollars([aBand(1)], { currency })),
    dollars([aBand(10, 5)], { currency: 'KWD' }),
    dollars([]),
    dollars(Array.from({ length: 51 }, (_, index) => aBand(index + 1))),
    dollars([aBand(2), aBand(2)]),
    dollars([aBand(2), aBand(1)]),
    ...[0, -1, 100_000_001, 0.5, ...HUGE].map((upToGrams) => dollars([aBand(upToGrams)])),
    ...[-1, 0.5, 100_000_000_001, 2 ** 53].map((price) => dollars([aBand(1, price)])),
    ...[0, -1, 0.5, 100_000_000_001, 2 ** 53].map((freeFromMinorUnits) => dollars([aBand(1)], { freeFromMinorUnits })),
  ]);
  await expectRefused('shippingServiceSet', good, absent('shippingZoneId'), MISSING);
  const there = { shippingZoneId: 'world', optionId: 'express' };
  await expectRefused('shippingServiceRemove', there, [...absent('shippingZoneId'), ...absent('optionId')], MISSING);
});
