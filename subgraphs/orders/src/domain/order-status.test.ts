import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canBecome, isFinal, OrderStatus, TRANSITIONS } from './order-status.js';

const statuses = Object.values(OrderStatus);

describe('the status table', () => {
  it('leads from PENDING to DELIVERED one step at a time', () => {
    const way: OrderStatus[] = ['PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED', 'DELIVERED'];
    for (const [index, from] of way.entries()) {
      const ahead = way.filter((to) => canBecome(from, to));
      expect(ahead).toEqual(way.slice(index + 1, index + 2));
    }
  });

  it('cancels only what has not been shipped', () => {
    expect(statuses.filter((from) => canBecome(from, 'CANCELLED'))).toEqual(['PENDING', 'CONFIRMED', 'PROCESSING']);
  });

  it('takes back only what was delivered', () => {
    expect(statuses.filter((from) => canBecome(from, 'RETURNED'))).toEqual(['DELIVERED']);
  });

  it('ends in CANCELLED or RETURNED, on every walk', () => {
    expect(statuses.filter(isFinal)).toEqual(['CANCELLED', 'RETURNED']);
    const walk = (turns: readonly number[]) =>
      turns.reduce<OrderStatus>((at, turn) => TRANSITIONS[at][turn % (TRANSITIONS[at].length || 1)] ?? at, 'PENDING');
    fc.assert(fc.property(fc.array(fc.nat(), { minLength: 5, maxLength: 9 }), (turns) => isFinal(walk(turns))));
  });
});
