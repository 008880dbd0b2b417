import { assert, constantFrom, integer, property, record, uniqueArray } from 'fast-check';
import { expect, it } from 'vitest';
import type { Supply } from './choose-warehouses.js';
import { backorderedOf, planHolds } from './plan-holds.js';

const VARIANTS = ['a', 'b', 'c'];
const WAREHOUSES = ['x', 'y'];
const COUNTRIES: Readonly<Record<string, string>> = { x: 'DE', y: 'JP' };

const lines = uniqueArray(record({ variantId: constantFrom(...VARIANTS), quantity: integer({ min: 1, max: 5 }) }), {
  selector: ({ variantId }) => variantId,
  minLength: 1,
});
const asks = uniqueArray(record({ lines, country: constantFrom(null, 'DE', 'JP') }), { maxLength: 30 });
const counts = record({
  variantId: constantFrom(...VARIANTS),
  warehouseId: constantFrom(...WAREHOUSES),
  available: integer({ min: 0, max: 12 }),
  backorder: integer({ min: 0, max: 5 }),
});
const supplies = uniqueArray(counts, { selector: ({ variantId, warehouseId }) => variantId + warehouseId }).map(
  (rows) =>
    rows.map(
      (row): Supply => ({
        ...row,
        backorder: row.warehouseId === 'x' ? row.backorder : 0,
        leadDays: row.warehouseId === 'x' && row.backorder > 0 ? 7 : null,
        priority: WAREHOUSES.indexOf(row.warehouseId),
        distances: { [COUNTRIES[row.warehouseId] ?? '']: 0 },
      }),
    ),
);

it('gives each ask all of its pieces or none, and never a piece twice', () => {
  assert(
    property(asks, supplies, (wanted, there) => {
      const choices = planHolds(wanted, there);
      const left = new Map(there.map((each) => [each.variantId + each.warehouseId, each.available + each.backorder]));
      const sumOf = (variantId: string) =>
        WAREHOUSES.reduce((sum, warehouseId) => sum + (left.get(variantId + warehouseId) ?? 0), 0);
      for (const [index, choice] of choices.entries()) {
        const ask = wanted[index]?.lines ?? [];
        if (choice.kind === 'short') {
          const short = ask.filter(({ variantId, quantity }) => sumOf(variantId) < quantity);
          expect(choice.lines).toEqual(short.map(({ variantId }) => ({ variantId, available: sumOf(variantId) })));
          continue;
        }
        for (const { variantId, quantity } of ask) {
          const picks = choice.picks.filter((pick) => pick.variantId === variantId);
          expect(picks.reduce((sum, pick) => sum + pick.quantity, 0)).toBe(quantity);
        }
        for (const { variantId, warehouseId, quantity } of choice.picks) {
          const before = left.get(variantId + warehouseId) ?? 0;
          expect(quantity).toBeLessThanOrEqual(before);
          left.set(variantId + warehouseId, before - quantity);
        }
      }
    }),
  );
});

it('says what is on no shelf, and when it will be', () => {
  const supply: Supply = {
    ...{ variantId: 'a', warehouseId: 'x', available: 3, backorder: 4, leadDays: 7, priority: 1, distances: {} },
  };
  const ask = (quantity: number) => ({ lines: [{ variantId: 'a', quantity }], country: null });
  const plans = planHolds([ask(2), ask(3), ask(2), ask(1)], [supply]);
  expect(plans.map(backorderedOf)).toEqual([
    [],
    [{ variantId: 'a', quantity: 2, leadDays: 7 }],
    [{ variantId: 'a', quantity: 2, leadDays: 7 }],
    [],
  ]);
  expect(plans.map(({ kind }) => kind)).toEqual(['picked', 'picked', 'picked', 'short']);
});
