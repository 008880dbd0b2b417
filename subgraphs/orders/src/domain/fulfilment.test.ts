import { describe, expect, it } from 'vitest';
import { afterSending, firstExcess, unsent } from './fulfilment.js';

const untouched = { droppedQuantity: 0 };
const lines = [
  { id: 'a', quantity: 3, ...untouched },
  { id: 'b', quantity: 1, ...untouched },
];

describe('what is left to send', () => {
  it('is everything at first, less what each parcel took, and nothing at last', () => {
    expect(unsent(lines, [])).toEqual([
      { lineId: 'a', quantity: 3 },
      { lineId: 'b', quantity: 1 },
    ]);
    const sent = [
      { orderLineId: 'a', quantity: 1 },
      { orderLineId: 'b', quantity: 1 },
      { orderLineId: 'a', quantity: 1 },
    ];
    expect(unsent(lines, sent)).toEqual([{ lineId: 'a', quantity: 1 }]);
    expect(unsent(lines, [...sent, { orderLineId: 'a', quantity: 1 }])).toEqual([]);
  });

  it('is not what was dropped', () => {
    const sent = [{ orderLineId: 'a', quantity: 1 }];
    const left = (droppedQuantity: number) =>
      unsent([{ id: 'a', quantity: 3, droppedQuantity }], sent).map(({ quantity }) => quantity);
    expect([left(0), left(1), left(2)]).toEqual([[2], [1], []]);
  });
});

it('finds the line of which too much is sent', () => {
  const left = [{ lineId: 'a', quantity: 2 }];
  expect(firstExcess([{ lineId: 'a', quantity: 2 }], left)).toBeUndefined();
  expect(firstExcess([{ lineId: 'a', quantity: 3 }], left)).toEqual({ lineId: 'a', quantity: 3 });
  expect(firstExcess([{ lineId: 'b', quantity: 1 }], left)).toEqual({ lineId: 'b', quantity: 1 });
});

it('has shipped the order with the last piece, not before', () => {
  const left = [
    { lineId: 'a', quantity: 2 },
    { lineId: 'b', quantity: 1 },
  ];
  expect(afterSending(left, left).status).toBe('SHIPPED');
  expect(afterSending(left, [{ lineId: 'a', quantity: 2 }])).toEqual({
    status: 'PROCESSING',
    fulfillmentStatus: 'PARTIALLY_FULFILLED',
  });
});
