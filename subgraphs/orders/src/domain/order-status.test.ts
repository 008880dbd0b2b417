import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canBecome,
  FulfillmentStatus,
  isFinal,
  ORDER_TRANSITIONS,
  OrderStatus,
  type OrderTransition,
  transitionOf,
} from './order-status.js';
import { PaymentStatus } from './payment-status.js';

const statuses = Object.values(OrderStatus);

describe('the status table', () => {
  it('says of every pair whether it can be', () => {
    const possible = statuses.flatMap((from) =>
      statuses.filter((to) => canBecome(from, to)).map((to) => `${from} ${to}`),
    );
    expect(possible).toEqual([
      ...['PENDING CONFIRMED', 'PENDING CANCELLED', 'CONFIRMED PROCESSING', 'CONFIRMED CANCELLED'],
      ...['PROCESSING SHIPPED', 'PROCESSING CANCELLED', 'SHIPPED DELIVERED', 'DELIVERED RETURNED'],
    ]);
    expect(ORDER_TRANSITIONS).toHaveLength(possible.length);
  });

  it('ends in CANCELLED or RETURNED, on every walk', () => {
    expect(statuses.filter(isFinal)).toEqual(['CANCELLED', 'RETURNED']);
    const next = (from: OrderStatus) => ORDER_TRANSITIONS.filter((one) => one.from === from).map(({ to }) => to);
    const walk = (turns: readonly number[]) =>
      turns.reduce<OrderStatus>((at, turn) => next(at)[turn % (next(at).length || 1)] ?? at, 'PENDING');
    fc.assert(fc.property(fc.array(fc.nat(), { minLength: 5, maxLength: 9 }), (turns) => isFinal(walk(turns))));
  });
});

describe('a guard', () => {
  const allows = (transition: OrderTransition | undefined) => ({
    payments: Object.values(PaymentStatus).filter((paymentStatus) =>
      Object.values(FulfillmentStatus).some((one) => transition?.guard({ paymentStatus, fulfillmentStatus: one })),
    ),
    goods: Object.values(FulfillmentStatus).filter((fulfillmentStatus) =>
      Object.values(PaymentStatus).some((one) => transition?.guard({ paymentStatus: one, fulfillmentStatus })),
    ),
  });
  const secured = ['AUTHORIZED', 'PARTIALLY_CAPTURED', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'];

  it('wants the money to be ours before anything is prepared', () => {
    expect(allows(transitionOf('PENDING', 'CONFIRMED')).payments).toEqual(secured);
    expect(allows(transitionOf('CONFIRMED', 'PROCESSING')).payments).toEqual(secured);
  });

  it('cancels nothing of which something was sent', () => {
    for (const from of ['PENDING', 'CONFIRMED', 'PROCESSING'] as const) {
      expect(allows(transitionOf(from, 'CANCELLED')).goods).toEqual(['UNFULFILLED']);
    }
  });

  it.each([
    ['PROCESSING', 'SHIPPED', 'FULFILLED'],
    ['SHIPPED', 'DELIVERED', 'DELIVERED'],
    ['DELIVERED', 'RETURNED', 'RETURNED'],
  ] as const)('from %s to %s wants the goods to be %s', (from, to, goods) => {
    expect(allows(transitionOf(from, to)).goods).toEqual([goods]);
  });
});
