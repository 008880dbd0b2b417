import { expect, it } from 'vitest';
import type { Payment } from '../domain/payment.js';
import type { PaymentState } from '../domain/payment-outcome.js';
import { captureDue } from './capture-due.js';
import type { CaptureRequest, PaymentGateway } from './dependencies.js';

const aPayment = (captureDueMinor: number): Payment => ({
  ...{ orderId: 'o', intentId: 'pi', methodToken: null, status: 'AUTHORIZED', captureMethod: 'ON_FULFILMENT' },
  ...{ amountMinor: 1_000, authorizedMinor: 1_000, captureDueMinor, capturedMinor: 0, refundedMinor: 0 },
  ...{ refundClaimedMinor: 0, disputedMinor: 0, paidAt: null },
  ...{ failureId: null, failureCode: null, failureMessage: null },
});

async function capturesOf(dueMinor: number, facts: { canCaptureInParts?: boolean; capturedMinor?: number } = {}) {
  const { canCaptureInParts = true, capturedMinor = 0 } = facts;
  const state: PaymentState = {
    ...{ intentId: 'pi', clientSecret: null, status: 'requires_capture', canCaptureInParts },
    outcome: { kind: 'authorized' },
    entries: capturedMinor > 0 ? [{ reference: 'pi', kind: 'CAPTURED', amountMinor: capturedMinor }] : [],
  };
  const captures: CaptureRequest[] = [];
  const payments: Pick<PaymentGateway, 'find' | 'capture'> = {
    find: async () => state,
    capture: async (request) => {
      captures.push(request);
      return state;
    },
  };
  await captureDue({ payments: payments as PaymentGateway }, aPayment(dueMinor), 'pi');
  return captures.map(({ fromMinor, amountMinor, isFinal }) => ({ fromMinor, amountMinor, isFinal }));
}

it('takes what is due beyond what Stripe has taken, and is final with the whole', async () => {
  expect(await capturesOf(300)).toEqual([{ fromMinor: 0, amountMinor: 300, isFinal: false }]);
  expect(await capturesOf(700, { capturedMinor: 300 })).toEqual([{ fromMinor: 300, amountMinor: 400, isFinal: false }]);
  expect(await capturesOf(1_000, { capturedMinor: 300 })).toEqual([
    { fromMinor: 300, amountMinor: 700, isFinal: true },
  ]);
});

it('takes nothing when nothing is due', async () => {
  expect(await capturesOf(0)).toEqual([]);
  expect(await capturesOf(300, { capturedMinor: 300 })).toEqual([]);
});

it('takes the whole at once from a card that can’t be charged in parts', async () => {
  const whole = { fromMinor: 0, amountMinor: 1_000, isFinal: true };
  expect(await capturesOf(300, { canCaptureInParts: false })).toEqual([whole]);
});
