import { describe, expect, it } from 'vitest';
import { canBeFulfilled, FULFILMENT_TRANSITIONS } from './fulfilment-status.js';
import { FulfillmentStatus } from './order-status.js';

const statuses = Object.values(FulfillmentStatus);

describe('the table of fulfilment', () => {
  it('says of every pair whether it can be', () => {
    const possible = statuses.flatMap((from) =>
      statuses.filter((to) => canBeFulfilled(from, to)).map((to) => `${from} ${to}`),
    );
    expect(possible).toEqual([
      'UNFULFILLED PARTIALLY_FULFILLED',
      'UNFULFILLED FULFILLED',
      'PARTIALLY_FULFILLED FULFILLED',
      'FULFILLED DELIVERED',
      'DELIVERED RETURNED',
    ]);
  });

  it('never leads back', () => {
    for (const from of statuses) {
      for (const to of FULFILMENT_TRANSITIONS[from])
        expect(statuses.indexOf(to)).toBeGreaterThan(statuses.indexOf(from));
    }
  });
});
