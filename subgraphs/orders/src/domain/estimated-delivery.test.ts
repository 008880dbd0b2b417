import { expect, it } from 'vitest';
import { addWorkingDays } from './estimated-delivery.js';

it.each([
  ['2026-03-02T10:00:00.000Z', 0, '2026-03-02T10:00:00.000Z', 'Monday stays Monday'],
  ['2026-03-02T10:00:00.000Z', 3, '2026-03-05T10:00:00.000Z', 'Monday to Thursday'],
  ['2026-03-06T10:00:00.000Z', 1, '2026-03-09T10:00:00.000Z', 'Friday to Monday'],
  ['2026-03-07T10:00:00.000Z', 1, '2026-03-09T10:00:00.000Z', 'Saturday to Monday'],
  ['2026-03-07T10:00:00.000Z', 0, '2026-03-09T10:00:00.000Z', 'nothing arrives on a Saturday'],
  ['2026-03-05T23:59:00.000Z', 7, '2026-03-16T23:59:00.000Z', 'over two weekends'],
])('%s + %i working days', (from, days, expected) => {
  expect(addWorkingDays(new Date(from), days).toISOString()).toBe(expected);
});
