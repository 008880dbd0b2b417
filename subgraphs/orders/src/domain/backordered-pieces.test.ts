import { expect, it } from 'vitest';
import { backorderedPieces, estimateDelivery, isEverythingThere, readyToSend } from './backordered-pieces.js';

const line = (backorderedQuantity = 0, arrivedQuantity = 0, backorderLeadDays: number | null = null) => ({
  ...{ id: 'a', backorderedQuantity, arrivedQuantity, backorderLeadDays },
});

it('waits for what was sold before it was there and has not arrived, in whatever order that is told', () => {
  const lines = [line(3, 1), line(3, 3), line(0, 3), line()];
  expect(lines.map(backorderedPieces)).toEqual([2, 0, 0, 0]);
  expect(lines.map((one) => isEverythingThere([line(), one]))).toEqual([false, true, false, true]);
});

it('has everything else ready to be sent', () => {
  const ready = (quantity: number, one = line()) => readyToSend([{ lineId: 'a', quantity }], [one]);
  expect(ready(3)).toEqual([{ lineId: 'a', quantity: 3 }]);
  expect(ready(3, line(2, 1))).toEqual([{ lineId: 'a', quantity: 2 }]);
  expect(ready(2, line(2))).toEqual([]);
});

it('begins the way to the door when the slowest of it is there', () => {
  const monday = new Date('2026-03-02T10:00:00Z');
  const arrival = (...lines: ReturnType<typeof line>[]) => estimateDelivery(monday, { lines, workingDays: 3 });
  expect(arrival(line(), line(2, 2, 30))).toEqual(new Date('2026-03-05T10:00:00Z'));
  expect(arrival(line(), line(1, 0, 10), line(2, 1, 5))).toEqual(new Date('2026-03-17T10:00:00Z'));
});
