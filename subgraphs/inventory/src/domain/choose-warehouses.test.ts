import { describe, expect, it } from 'vitest';
import { chooseWarehouses, type Pick, type Supply, type WantedLine } from './choose-warehouses.js';

const supply = (warehouseId: string, priority: number, country: string, available: number): Supply => ({
  variantId: 'v',
  warehouseId,
  priority,
  country,
  available,
});

function picksOf(wanted: readonly WantedLine[], supplies: readonly Supply[], country: string | null): readonly Pick[] {
  const choice = chooseWarehouses(wanted, supplies, country);
  return choice.kind === 'picked' ? choice.picks : [];
}

const THREE = [supply('c', 3, 'JP', 4), supply('a', 1, 'DE', 5), supply('b', 2, 'US', 6)];

describe('chooseWarehouses', () => {
  it('asks the warehouses by priority, whatever their order', () => {
    expect(picksOf([{ variantId: 'v', quantity: 12 }], THREE, null)).toEqual([
      { variantId: 'v', warehouseId: 'a', quantity: 5 },
      { variantId: 'v', warehouseId: 'b', quantity: 6 },
      { variantId: 'v', warehouseId: 'c', quantity: 1 },
    ]);
  });

  it('prefers the warehouse of the country when it can serve the whole line', () => {
    expect(picksOf([{ variantId: 'v', quantity: 4 }], THREE, 'JP')).toEqual([
      { variantId: 'v', warehouseId: 'c', quantity: 4 },
    ]);
  });

  it('does not split in order to send a part from the country', () => {
    expect(picksOf([{ variantId: 'v', quantity: 5 }], THREE, 'JP')).toEqual([
      { variantId: 'v', warehouseId: 'a', quantity: 5 },
    ]);
  });

  it('takes everything there is', () => {
    const picks = picksOf([{ variantId: 'v', quantity: 15 }], THREE, 'US');
    expect(picks.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(15);
  });

  it('names every short line with what could be had', () => {
    const lines = [
      { variantId: 'v', quantity: 16 },
      { variantId: 'unknown', quantity: 1 },
    ];
    const short = [
      { variantId: 'v', available: 15 },
      { variantId: 'unknown', available: 0 },
    ];
    expect(chooseWarehouses(lines, THREE, null)).toEqual({ kind: 'short', lines: short });
  });
});
