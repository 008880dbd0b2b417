import { expect, it } from 'vitest';
import { finishInSlices, type Steps } from './steps.js';

function* busy(steps: number): Steps<string> {
  for (let step = 0; step < steps; step += 1) {
    const endAt = performance.now() + 1;
    while (performance.now() < endAt);
    yield;
  }
  return 'done';
}

it('lets others have their turn while it works', async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  expect(await finishInSlices(busy(60), 5)).toBe('done');
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
});
