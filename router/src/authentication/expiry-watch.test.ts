import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ExpiryWatch } from './expiry-watch.js';

const START = 1_700_000_000_100;

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

it('calls back when the time has come, never before, and a quarter of a second late at most', () => {
  const watch = new ExpiryWatch();
  const calls: [string, number][] = [];
  for (const [name, after] of [
    ['a', 1_000],
    ['b', 1_001],
    ['c', 70_000],
  ] as const) {
    watch.at(START + after, () => calls.push([name, Date.now() - START]));
  }
  vi.advanceTimersByTime(100_000);
  expect(calls.map(([name]) => name)).toEqual(['a', 'b', 'c']);
  for (const [index, due] of [1_000, 1_001, 70_000].entries()) {
    expect(calls[index]![1]).toBeGreaterThanOrEqual(due);
    expect(calls[index]![1]).toBeLessThanOrEqual(due + 250);
  }
});

it('calls back at once for a time that has passed, and for all that passed while the process slept', () => {
  const watch = new ExpiryWatch();
  const callback = vi.fn();
  watch.at(START - 5_000, callback);
  watch.at(START + 30_000, callback);
  watch.at(START + 90_000, callback);
  vi.advanceTimersByTime(500);
  expect(callback).toHaveBeenCalledTimes(1);
  vi.setSystemTime(START + 60_000);
  vi.advanceTimersByTime(250);
  expect(callback).toHaveBeenCalledTimes(2);
});

it('does not call back what was taken back, and has no timer while it waits for nothing', () => {
  const watch = new ExpiryWatch();
  const callback = vi.fn();
  const stops = Array.from({ length: 1_000 }, (_, index) => watch.at(START + index * 10, callback));
  expect(vi.getTimerCount()).toBe(1);
  for (const stop of stops) stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(20_000);
  expect(callback).not.toHaveBeenCalled();
  watch.at(START + 40_000, callback);
  watch.at(Number.POSITIVE_INFINITY, callback);
  vi.advanceTimersByTime(40_000);
  expect(callback).toHaveBeenCalledTimes(1);
});
