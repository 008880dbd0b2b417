import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCarts, type TestCarts } from './_carts.js';
import { ADMIN, readCart } from './_operations.js';
import { aCartSentTo, aRate, aTaxZone, change, codesOf, setTaxRate } from './_tables.js';

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
