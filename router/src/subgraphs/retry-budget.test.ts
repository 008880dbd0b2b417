import { expect, it } from 'vitest';
import { RetryBudget } from './retry-budget.js';

const taken = (budget: RetryBudget, now: number) => {
  let count = 0;
  while (budget.take(now)) count++;
  return count;
};

it('has a reserve, which grows back with time', () => {
  const budget = new RetryBudget(0);
  expect(taken(budget, 5_000)).toBe(10);
  expect(taken(budget, 8_000)).toBe(3);
  expect(taken(budget, 1_000_000)).toBe(10);
});

it('has a share of the requests, not saved up without end', () => {
  const budget = new RetryBudget(10);
  for (let request = 0; request < 200; request++) budget.countRequest();
  expect(taken(budget, 0)).toBe(30);
  for (let request = 0; request < 1_000_000; request++) budget.countRequest();
  expect(taken(budget, 0)).toBe(110);
});
