import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { aPayment, refusalOf, SECRET_KEY, startWithClient } from '../testing/start-with-client.js';
import type { FaultInput } from './fault.js';

const key = { idempotencyKey: 'order-7' };
/** The package tries a closed connection once more by itself, so a reset that shall be seen must come twice. */
const TWICE = 2;

type RequestEffect = Extract<FaultInput, { on: 'request' }>['effect'];

async function startWithFault(effect: RequestEffect, fault: Omit<Partial<FaultInput>, 'on' | 'effect'> = {}) {
  const started = await startWithClient();
  started.simulator.control.addFault({ on: 'request', times: 1, ...fault, effect } as FaultInput);
  return started;
}

describe('a fault of the issuer', () => {
  it('declines any card with the code asked for', async () => {
    await using started = await startWithFault({ kind: 'decline', declineCode: 'insufficient_funds', message: 'No.' });
    const error = await refusalOf(started.stripe.paymentIntents.create(aPayment()));
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'No.',
      payment_intent: { status: 'requires_payment_method' },
    });
    expect((await started.stripe.paymentIntents.create(aPayment())).status).toBe('succeeded');
  });

  it('asks for 3-D Secure with any card', async () => {
    await using started = await startWithFault({ kind: 'require-authentication' });
    const intent = await started.stripe.paymentIntents.create(aPayment());
    expect(intent.status).toBe('requires_action');
    const { stripe_js } = intent.next_action!.use_stripe_sdk as { stripe_js: string };
    await fetch(stripe_js, { method: 'POST', body: new URLSearchParams({ outcome: 'complete' }) });
    expect(await started.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'succeeded' });
  });

  it('befalls the payment of one order, wherever its id stands', async () => {
    const match = { method: 'POST', metadata: { orderId: '8' } } as const;
    await using started = await startWithFault({ kind: 'error', status: 503 }, { match, times: 9 });
    const { stripe, simulator } = started;
    const seven = await stripe.paymentIntents.create(aPayment({ metadata: { orderId: '7' } }));
    await refusalOf(stripe.paymentIntents.create(aPayment({ metadata: { orderId: '8' } })));
    expect((await stripe.refunds.create({ payment_intent: seven.id, amount: 1 })).status).toBe('succeeded');
    await refusalOf(stripe.refunds.create({ payment_intent: seven.id, amount: 1, metadata: { orderId: '8' } }));
    await stripe.paymentIntents.update(seven.id, { metadata: { orderId: '' } });
    await refusalOf(stripe.paymentIntents.update(seven.id, { metadata: { orderId: '8' } }));
    simulator.control.clearFaults();
    await stripe.paymentIntents.update(seven.id, { metadata: { orderId: '8' } });
    simulator.control.addFault({ on: 'request', match, effect: { kind: 'error', status: 503 } });
    await refusalOf(stripe.paymentIntents.update(seven.id, { description: 'by its path' }));
    await refusalOf(stripe.refunds.create({ payment_intent: seven.id, amount: 1 }));
  });
});

describe('a fault before anything has happened', () => {
  it.each<[RequestEffect, object]>([
    [
      { kind: 'error', status: 429, retryAfterSeconds: 2, shouldRetry: true },
      {
        type: 'StripeRateLimitError',
        statusCode: 429,
        code: 'rate_limit',
        headers: { 'retry-after': '2', 'stripe-should-retry': 'true' },
      },
    ],
    [
      { kind: 'error', status: 500 },
      { type: 'StripeAPIError', statusCode: 500 },
    ],
    [
      { kind: 'error', status: 503 },
      { type: 'StripeAPIError', statusCode: 503 },
    ],
    [{ kind: 'reset' }, { type: 'StripeConnectionError' }],
    [{ kind: 'garbage' }, { type: 'StripeAPIError', message: 'Invalid JSON received from the Stripe API' }],
  ])('%o leaves nothing behind, not even the idempotency key', async (effect, expected) => {
    await using started = await startWithFault(effect, { times: effect.kind === 'reset' ? TWICE : 1 });
    const { stripe, simulator } = started;
    expect(await refusalOf(stripe.paymentIntents.create(aPayment(), key))).toMatchObject(expected);
    expect([simulator.paymentIntents(), simulator.events()]).toEqual([[], []]);
    const again = await stripe.paymentIntents.create(aPayment(), key);
    expect(again.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
    expect(simulator.control.idempotencyKeys()).toEqual({ 'order-7': 1 });
  });
});

describe('a fault after the commit', () => {
  it.each<[RequestEffect, string]>([
    [{ kind: 'error', status: 500, phase: 'after' }, 'StripeAPIError'],
    [{ kind: 'reset', phase: 'after' }, 'StripeConnectionError'],
    [{ kind: 'garbage', phase: 'after' }, 'StripeAPIError'],
  ])('%o loses the reply, and the idempotency key gives the first answer', async (effect, type) => {
    await using started = await startWithFault(effect, { times: effect.kind === 'reset' ? TWICE : 1 });
    const { stripe, simulator } = started;
    expect(await refusalOf(stripe.paymentIntents.create(aPayment(), key))).toMatchObject({ type });
    const [paid] = simulator.paymentIntents();
    expect(paid).toMatchObject({ status: 'succeeded' });
    const replayed = await stripe.paymentIntents.create(aPayment(), key);
    expect(replayed.id).toBe(paid?.id);
    expect(replayed.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    expect(simulator.charges()).toHaveLength(1);
    expect(simulator.control.idempotencyKeys()).toEqual({ 'order-7': 1 });
  });

  it('may be an error that the idempotency key keeps, so that only the objects tell what was done', async () => {
    await using started = await startWithFault({ kind: 'error', status: 500, phase: 'during' });
    const { stripe, simulator } = started;
    for (const _ of ['first', 'replay']) {
      expect(await refusalOf(stripe.paymentIntents.create(aPayment(), key))).toMatchObject({ statusCode: 500 });
    }
    expect(simulator.charges()).toMatchObject([{ status: 'succeeded' }]);
    expect(simulator.control.idempotencyKeys()).toEqual({ 'order-7': 1 });
  });

  it('is repaired by the package itself when it may try again', async () => {
    await using started = await startWithFault({ kind: 'reset', phase: 'after' });
    const intent = await started.stripe.paymentIntents.create(aPayment());
    expect(intent.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    expect(started.simulator.charges()).toHaveLength(1);
  });
});

describe('a delay', () => {
  it.each(['before', 'during', 'after'] as const)('%s the commit keeps the client waiting', async (phase) => {
    await using started = await startWithFault({ kind: 'delay', ms: 60_000, phase });
    const { simulator } = started;
    const impatient = _impatientClient(simulator.port);
    const error = await refusalOf(impatient.paymentIntents.create(aPayment(), key));
    expect(error).toMatchObject({ type: 'StripeConnectionError' });
    expect(simulator.charges()).toHaveLength(phase === 'before' ? 0 : 1);
    const again = started.stripe.paymentIntents.create(aPayment(), key);
    if (phase === 'during') expect(await refusalOf(again)).toMatchObject({ statusCode: 409 });
    else expect((await again).status).toBe('succeeded');
  });

  it('passes', async () => {
    await using started = await startWithFault({ kind: 'delay', ms: 5, phase: 'during' });
    expect((await started.stripe.paymentIntents.create(aPayment())).status).toBe('succeeded');
  });
});

it('lets several faults befall one request', async () => {
  await using started = await startWithFault({ kind: 'decline' });
  const { stripe, simulator } = started;
  simulator.control.addFault({ on: 'request', times: 1, effect: { kind: 'error', status: 500, phase: 'after' } });
  expect(await refusalOf(stripe.paymentIntents.create(aPayment(), key))).toMatchObject({ statusCode: 500 });
  expect(await refusalOf(stripe.paymentIntents.create(aPayment(), key))).toMatchObject({ statusCode: 402 });
});

function _impatientClient(port: number): Stripe {
  return new Stripe(SECRET_KEY, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    timeout: 250,
  });
}
