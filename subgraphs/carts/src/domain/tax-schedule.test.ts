import { describe, expect, it } from 'vitest';
import type { TaxClass } from './tax.js';
import { beginsWithoutStandard, changeRate, predecessorOf, type TaxPeriod } from './tax-schedule.js';

const day = (date: number) => new Date(Date.UTC(2026, 0, date));
const aPeriod = (
  rateBasisPoints: number,
  [from, until]: [number, number | null],
  taxClass: TaxClass = 'STANDARD',
): TaxPeriod => ({ taxClass, rateBasisPoints, validFrom: day(from), validUntil: until === null ? null : day(until) });

describe('a rate', () => {
  const periods = [aPeriod(2100, [20, null]), aPeriod(1900, [1, 20]), aPeriod(700, [1, null], 'REDUCED')];
  const change = (rateBasisPoints: number, from: number, taxClass: TaxClass = 'STANDARD') =>
    changeRate(periods, { taxClass, rateBasisPoints }, day(from));

  it('ends the one that was in force, up to the next that was decided before', () => {
    expect(change(2000, 10)).toEqual({ kind: 'CHANGES', ended: periods[1], begun: aPeriod(2000, [10, 20]) });
    expect(change(2200, 30)).toEqual({ kind: 'CHANGES', ended: periods[0], begun: aPeriod(2200, [30, null]) });
  });

  it('of a class that has none begins, and ends nothing', () => {
    expect(change(0, 10, 'ZERO')).toMatchObject({ ended: null, begun: { validFrom: day(10), validUntil: null } });
    expect(changeRate([], { taxClass: 'STANDARD', rateBasisPoints: 5 }, day(1))).toMatchObject({ ended: null });
  });

  it('that holds then already changes nothing', () => {
    expect(change(1900, 10).kind).toBe('HOLDS_ALREADY');
    expect(change(2100, 20).kind).toBe('HOLDS_ALREADY');
  });

  it('does not take the place of one that begins in the same moment', () => {
    expect(change(2000, 20)).toEqual({ kind: 'BEGINS_THEN', period: periods[0] });
  });
});

describe('a class', () => {
  it('has a rate only beside a standard one', () => {
    const reduced = aPeriod(700, [5, null], 'REDUCED');
    expect(beginsWithoutStandard([aPeriod(1900, [5, null]), reduced])).toBeNull();
    expect(beginsWithoutStandard([aPeriod(1900, [6, null]), reduced])).toBe(reduced);
    expect(beginsWithoutStandard([aPeriod(1900, [1, 5]), aPeriod(1900, [9, null]), reduced])).toBe(reduced);
    expect(beginsWithoutStandard([])).toBeNull();
  });
});

describe('the predecessor of a period', () => {
  it('ends when it begins, and is of its class', () => {
    const [first, second] = [aPeriod(1900, [1, 5]), aPeriod(2000, [5, null])];
    expect(predecessorOf([second, aPeriod(700, [1, 5], 'REDUCED'), first], second)).toBe(first);
    expect(predecessorOf([aPeriod(1900, [1, 4]), second], second)).toBeNull();
  });
});
