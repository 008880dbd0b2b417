import { describe, expect, it } from 'vitest';
import type { FulfillmentStatus, OrderStatus } from './order-status.js';
import { decidePayment, type PaymentOutcome } from './payment-outcome.js';
import type { PaymentStatus } from './payment-status.js';

const anOrder = (
  status: OrderStatus = 'PENDING',
  paymentStatus: PaymentStatus = 'REQUIRES_PAYMENT',
  fulfillmentStatus: FulfillmentStatus = 'UNFULFILLED',
) => ({ status, paymentStatus, fulfillmentStatus });
const aPayment = (
  facts: { paidAt?: Date; status?: PaymentStatus; methodToken?: string | null; failureId?: string } = {},
) => ({ paidAt: null, status: 'REQUIRES_PAYMENT', methodToken: 'pm_card_visa', failureId: null, ...facts }) as const;
const failed: PaymentOutcome = { kind: 'failed', failureId: 'ch_1', code: 'generic_decline', message: 'No' };
const succeeded: PaymentOutcome = { kind: 'succeeded' };
const outcomes: PaymentOutcome[] = [
  { kind: 'open' },
  { kind: 'processing' },
  { kind: 'action-required' },
  { kind: 'authorized' },
  succeeded,
  failed,
  { kind: 'cancelled' },
];

describe('a payment that succeeds', () => {
  it('confirms the order that waits for it', () => {
    expect(decidePayment(anOrder(), aPayment(), succeeded).kind).toBe('confirm');
    expect(decidePayment(anOrder('PENDING', 'REQUIRES_ACTION'), aPayment(), succeeded).kind).toBe('confirm');
  });

  it('is given back when the order was cancelled meanwhile', () => {
    expect(decidePayment(anOrder('CANCELLED', 'CANCELLED'), aPayment(), succeeded).kind).toBe('give-back');
    expect(decidePayment(anOrder('CANCELLED', 'FAILED'), aPayment(), succeeded).kind).toBe('give-back');
  });
});

it('does nothing for whatever is heard after the money came', () => {
  const paid = aPayment({ paidAt: new Date() });
  for (const status of ['CONFIRMED', 'SHIPPED', 'CANCELLED'] as const) {
    for (const outcome of outcomes) expect(decidePayment(anOrder(status, 'PAID'), paid, outcome).kind).toBe('nothing');
  }
});

it('does nothing for a refusal that is heard after the order was cancelled', () => {
  const unpaid = outcomes.filter(({ kind }) => kind !== 'succeeded' && kind !== 'authorized');
  for (const outcome of unpaid) {
    expect(decidePayment(anOrder('CANCELLED', 'FAILED'), aPayment(), outcome).kind).toBe('nothing');
  }
});

describe('a refused attempt', () => {
  it('cancels the order when the shop tried the method that the buyer gave', () => {
    expect(decidePayment(anOrder(), aPayment(), failed)).toEqual({ kind: 'cancel', failure: failed });
  });

  it('is noted once when the buyer’s browser tries, which may try again', () => {
    const byBrowser = { methodToken: null };
    expect(decidePayment(anOrder(), aPayment(byBrowser), failed).kind).toBe('note-failure');
    expect(decidePayment(anOrder(), aPayment({ ...byBrowser, failureId: 'ch_1' }), failed).kind).toBe('nothing');
    expect(decidePayment(anOrder(), aPayment({ ...byBrowser, failureId: 'ch_0' }), failed).kind).toBe('note-failure');
  });
});

it('waits for the buyer once', () => {
  const required: PaymentOutcome = { kind: 'action-required' };
  expect(decidePayment(anOrder(), aPayment(), required).kind).toBe('await-action');
  expect(decidePayment(anOrder('PENDING', 'REQUIRES_ACTION'), aPayment(), required).kind).toBe('nothing');
});

it('cancels the order whose intent was cancelled elsewhere', () => {
  expect(decidePayment(anOrder(), aPayment(), { kind: 'cancelled' })).toEqual({ kind: 'cancel', failure: null });
});

describe('a payment that is authorised', () => {
  const authorized: PaymentOutcome = { kind: 'authorized' };
  const kept = aPayment({ status: 'AUTHORIZED' });

  it('confirms the order once, and is let go when the order was cancelled meanwhile', () => {
    expect(decidePayment(anOrder(), aPayment(), authorized).kind).toBe('confirm');
    expect(decidePayment(anOrder('CONFIRMED', 'AUTHORIZED'), kept, authorized).kind).toBe('nothing');
    expect(decidePayment(anOrder('CANCELLED', 'CANCELLED'), aPayment(), authorized).kind).toBe('release');
  });

  it('ends the order when it runs out, unless something was sent or taken', () => {
    const cancelled: PaymentOutcome = { kind: 'cancelled' };
    const end = { kind: 'cancel', failure: null };
    expect(decidePayment(anOrder('CONFIRMED', 'AUTHORIZED'), kept, cancelled)).toEqual(end);
    const sent = anOrder('PROCESSING', 'AUTHORIZED', 'PARTIALLY_FULFILLED');
    expect(decidePayment(sent, kept, cancelled).kind).toBe('nothing');
    expect(decidePayment(anOrder('CANCELLED', 'AUTHORIZED'), kept, cancelled).kind).toBe('nothing');
  });
});
