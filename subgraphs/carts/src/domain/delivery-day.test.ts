import { expect, it } from 'vitest';
import { deliveryDay, isoDay } from './delivery-day.js';

const arrives = (paid: string, workingDays: number, country = 'DE', holidays: string[] = []) =>
  isoDay(deliveryDay(new Date(paid), workingDays, { country, holidays: new Set(holidays) }));

it('counts working days after the day of payment', () => {
  expect(arrives('2026-03-02T23:59:59Z', 1)).toBe('2026-03-03');
  expect(arrives('2026-03-02T00:00:00Z', 4)).toBe('2026-03-06');
  expect(arrives('2026-03-02T12:00:00Z', 0)).toBe('2026-03-02');
});

it('leaves out the weekend of the destination', () => {
  expect(arrives('2026-03-06T12:00:00Z', 1)).toBe('2026-03-09');
  expect(arrives('2026-03-05T12:00:00Z', 1, 'KW')).toBe('2026-03-08');
  expect(arrives('2026-03-07T12:00:00Z', 0)).toBe('2026-03-09');
});

it('leaves out holidays, also a row of them', () => {
  const christmas = ['2026-12-25', '2026-12-26'];
  expect(arrives('2026-12-24T12:00:00Z', 1, 'DE', christmas)).toBe('2026-12-28');
  expect(arrives('2026-12-24T12:00:00Z', 1, 'DE', [...christmas, '2026-12-28', '2026-12-29'])).toBe('2026-12-30');
});
