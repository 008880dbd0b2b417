import { expect, it } from 'vitest';
import { judgeAdjustment, MAX_ON_HAND } from './adjust-item.js';

it.each([
  [{ onHand: 10, reserved: 4 }, -6, 'allowed'],
  [{ onHand: 10, reserved: 4 }, -7, 'below reserved'],
  [{ onHand: 0, reserved: 0 }, -1, 'below reserved'],
  [{ onHand: -5, reserved: 2 }, 3, 'allowed'],
  [{ onHand: MAX_ON_HAND - 1, reserved: 0 }, 1, 'allowed'],
  [{ onHand: MAX_ON_HAND - 1, reserved: 0 }, 2, 'too many'],
])('%o adjusted by %i is %s', (item, delta, kind) => {
  expect(judgeAdjustment(item, delta).kind).toBe(kind);
});
