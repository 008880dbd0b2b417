import { describe, expect, it } from 'vitest';
import { itemAt, Random } from './random.js';

describe('Random', () => {
  it('gives the same numbers for the same seed', () => {
    expect(words(new Random(1, 2, 3))).toEqual(words(new Random(1, 2, 3)));
  });

  it('gives other numbers when any part of the seed differs', () => {
    const streams = [new Random(1, 2, 3), new Random(2, 2, 3), new Random(1, 3, 3), new Random(1, 2, 4)].map(words);
    expect(new Set(streams.map(String)).size).toBe(4);
  });

  it('spreads evenly between its bounds and reaches both', () => {
    const random = new Random(7, 0);
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 40_000; draw += 1) {
      const value = random.between(5, 8) - 5;
      counts[value] = (counts[value] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('draws rank r in proportion to about 1 / (r + 1)', () => {
    const random = new Random(8, 0);
    const counts = new Array<number>(100).fill(0);
    for (let draw = 0; draw < 100_000; draw += 1) {
      const rank = random.zipfRank(100);
      counts[rank] = itemAt(counts, rank) + 1;
    }
    expect(counts.every((count) => count > 0)).toBe(true);
    expect(itemAt(counts, 0) / itemAt(counts, 9)).toBeGreaterThan(6);
    expect(itemAt(counts, 0) / itemAt(counts, 9)).toBeLessThan(9);
  });

  it('refuses to pick from an empty list', () => {
    expect(() => new Random(1, 1).pick([])).toThrow(RangeError);
  });
});

function words(random: Random): number[] {
  return Array.from({ length: 8 }, () => random.word());
}
