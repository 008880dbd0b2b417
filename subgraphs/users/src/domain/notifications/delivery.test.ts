import { expect, it } from 'vitest';
import { LEASE_SECONDS, pauseAfter } from './delivery.js';

it('tries again after pauses that grow, for about a day, and then gives up', () => {
  const pauses: number[] = [];
  for (let pause = pauseAfter(1); pause !== null; pause = pauseAfter(pauses.length + 1)) pauses.push(pause);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600;
  expect(hours).toBeGreaterThan(20);
  expect(hours).toBeLessThan(28);
});

it('leases a message for longer than a carrier may take', () => {
  expect(LEASE_SECONDS).toBeGreaterThanOrEqual(60);
});
