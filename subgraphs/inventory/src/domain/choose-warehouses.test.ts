import { describe, expect, it } from 'vitest';
import { chooseWarehouses, type Pick, type Supply, type WantedLine } from './choose-warehouses.js';

const NEIGHBOURS: Readonly<Record<string, string>> = { DE: 'FR', US: 'CA', JP: 'KR' };

const supply = (
  warehouseId: string,
  priority: number,
  country: string,
  available: number,
  variantId = 'v',
): Supply => ({
  variantId,
  warehouseId,
  priority,
  distances: { [country]: 0, [NEIGHBOURS[country] ?? '']: 1 },
  available,
  backorder: 0,
  leadDays: null,
});

function picksOf(wanted: readonly WantedLine[], supplies: readonly Supply[], country: string | null): readonly Pick[] {
  const choice = chooseWarehouses(wanted, supplies, country);
  return choice.kind === 'picked' ? choice.picks : [];
}

const one = (quantity: number) => [{ variantId: 'v', quantity }];

const THREE = [supply('c', 3, 'JP', 4), supply('a', 1, 'DE', 5), supply('b', 2, 'US', 6)];

describe('chooseWarehouses', () => {
  it('asks the warehouses by priority, whatever their order', () => {
    expect(picksOf(one(4), THREE, null)).toEqual([{ variantId: 'v', warehouseId: 'a', quantity: 4 }]);
    expect(picksOf(one(12), THREE, null)).toEqual([
      { variantId: 'v', warehouseId: 'a', quantity: 5 },
      { variantId: 'v', warehouseId: 'b', quantity: 6 },
      { variantId: 'v', warehouseId: 'c', quantity: 1 },
    ]);
  });

  it('prefers the country, then its region, to what comes first by priority', () => {
    expect(picksOf(one(4), THREE, 'JP')).toEqual([{ variantId: 'v', warehouseId: 'c', quantity: 4 }]);
    expect(picksOf(one(4), THREE, 'CA')).toEqual([{ variantId: 'v', warehouseId: 'b', quantity: 4 }]);
    expect(picksOf(one(4), THREE, 'BR')).toEqual([{ variantId: 'v', warehouseId: 'a', quantity: 4 }]);
  });

  it('sends one parcel from afar rather than two, one of them from the country', () => {
    expect(picksOf(one(5), THREE, 'JP')).toEqual([{ variantId: 'v', warehouseId: 'a', quantity: 5 }]);
  });

  it('lets one warehouse send several lines when it has them all', () => {
    const both = [...THREE, supply('b', 2, 'US', 3, 'w')];
    const lines = [...one(4), { variantId: 'w', quantity: 3 }];
    expect(picksOf(lines, both, 'DE')).toEqual([
      { variantId: 'v', warehouseId: 'b', quantity: 4 },
      { variantId: 'w', warehouseId: 'b', quantity: 3 },
    ]);
  });

  it('splits no line that one of the senders can serve', () => {
    const two = [supply('a', 1, 'DE', 2), supply('b', 2, 'US', 9), supply('a', 1, 'DE', 9, 'w')];
    expect(picksOf([...one(5), { variantId: 'w', quantity: 1 }], two, null)).toEqual([
      { variantId: 'v', warehouseId: 'b', quantity: 5 },
      { variantId: 'w', warehouseId: 'a', quantity: 1 },
    ]);
  });

  it('takes everything there is', () => {
    const picks = picksOf(one(15), THREE, 'US');
    expect(picks.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(15);
  });

  it('sells beyond stock only what is on no shelf, and that from where it will come', () => {
    const withBackorder = THREE.map((each) => (each.warehouseId === 'c' ? { ...each, backorder: 10 } : each));
    expect(picksOf(one(5), withBackorder, 'JP')).toEqual([{ variantId: 'v', warehouseId: 'a', quantity: 5 }]);
    expect(picksOf(one(17), withBackorder, null)).toEqual([
      { variantId: 'v', warehouseId: 'a', quantity: 5 },
      { variantId: 'v', warehouseId: 'b', quantity: 6 },
      { variantId: 'v', warehouseId: 'c', quantity: 6 },
    ]);
    expect(chooseWarehouses(one(26), withBackorder, null)).toEqual({
      kind: 'short',
      lines: [{ variantId: 'v', available: 25 }],
    });
  });

  it('names every short line with what could be had', () => {
    const lines = [...one(16), { variantId: 'unknown', quantity: 1 }];
    const short = [
      { variantId: 'v', available: 15 },
      { variantId: 'unknown', available: 0 },
    ];
    expect(chooseWarehouses(lines, THREE, null)).toEqual({ kind: 'short', lines: short });
  });
});
