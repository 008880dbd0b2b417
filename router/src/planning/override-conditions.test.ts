import { expect, it } from 'vitest';
import { overrideConditions } from './override-conditions.js';

it('holds percent(n) for n in a hundred draws, and other labels when they are active', () => {
  const labels = ['percent(0)', 'percent(12.5)', 'percent(100)', 'launch', 'percent(x)'];
  const decide = (draw: number) =>
    Object.fromEntries(overrideConditions({ labels, active: new Set(['launch']), draw }));
  const always = { 'percent(0)': false, 'percent(100)': true, launch: true, 'percent(x)': false };
  expect(decide(0)).toEqual({ ...always, 'percent(12.5)': true });
  expect(decide(0.1249)).toEqual({ ...always, 'percent(12.5)': true });
  expect(decide(0.125)).toEqual({ ...always, 'percent(12.5)': false });
  expect(decide(0.9999)).toEqual({ ...always, 'percent(12.5)': false });
});
