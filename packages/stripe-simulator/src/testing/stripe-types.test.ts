import { describe, expect, it } from 'vitest';
import { problemsOfAnswer, problemsOfObject } from './expect-stripe-shape.js';
import { aPayment, startWithClient } from './start-with-client.js';

describe('an answer held against the types of the package', () => {
  it.each([
    ['a field too many', { colour: 'red' }, 'PaymentIntent.colour is unknown'],
    ['a field too few', { capture_method: undefined }, 'PaymentIntent.capture_method is missing'],
    ['a field of another type', { amount: '2000' }, 'PaymentIntent.amount must be a number, got "2000"'],
    [
      'a word that is none of the choices',
      { status: 'paid' },
      'PaymentIntent.status is none of what it may be: "paid"',
    ],
    [
      'a nested field of another type',
      { amount_details: { tip: { amount: 'a' } } },
      'PaymentIntent.amount_details.tip.amount must be a number, got "a"',
    ],
  ])('fails on %s', async (_, planted, problem) => {
    await using started = await startWithClient();
    const { lastResponse: _response, ...intent } = await started.stripe.paymentIntents.create(aPayment());
    expect(problemsOfObject(intent)).toEqual([]);
    expect(problemsOfObject(JSON.parse(JSON.stringify({ ...intent, ...planted })))).toEqual([problem]);
  });

  it('fails on an event, a list item or an error that is none', async () => {
    await using started = await startWithClient();
    await started.stripe.paymentIntents.create(aPayment());
    const [event] = started.simulator.events();
    const wrong = { ...event, data: { object: { ...event?.data.object, amount: null } } };
    expect(problemsOfObject(wrong)).toEqual([expect.stringContaining('data.object.amount must be a number')]);
    expect(problemsOfObject({ object: 'list', data: [event, wrong], has_more: false, url: '/' })).toHaveLength(1);
    expect(problemsOfAnswer(400, { error: { type: 'card_error', hint: 'no' } })).toEqual([
      'StripeRawError.hint is unknown',
    ]);
  });

  it('fails the test that caused it, when the simulator is disposed', async () => {
    const started = await startWithClient({ now: () => new Date(Number.NaN) });
    await started.stripe.paymentIntents.create(aPayment({ confirm: false })).catch(() => {});
    await expect(started[Symbol.asyncDispose]()).rejects.toThrow(
      'POST /v1/payment_intents: PaymentIntent.created must be a number, got null',
    );
  });
});
