import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { testCards } from '../test-cards.js';
import { aPayment, refusalOf, startWithClient } from '../testing/start-with-client.js';

const approved = testCards.filter(({ behaviour }) => behaviour.kind === 'approve');
const declined = testCards.flatMap((card) =>
  card.behaviour.kind === 'decline' ? [{ ...card, decline: card.behaviour.decline }] : [],
);

describe('paying with a test card', () => {
  it.each(approved)('$token succeeds', async ({ token, brand, last4 }) => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(
      aPayment({ payment_method: token, metadata: { orderId: '7' }, expand: ['latest_charge', 'payment_method'] }),
    );
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 2000,
      metadata: { orderId: '7' },
      latest_charge: {
        status: 'succeeded',
        captured: true,
        amount_captured: 2000,
        payment_intent: intent.id,
        metadata: { orderId: '7' },
        payment_method_details: { card: { brand, last4 } },
      },
      payment_method: { card: { brand, last4 } },
    });
    expect(typesOf(started.simulator.events()).slice(0, 3)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
  });

  it.each(declined)('$token is declined', async ({ token, decline }) => {
    await using started = await startWithClient();
    const error = await refusalOf(started.stripe.paymentIntents.create(aPayment({ payment_method: token })));
    expect(error).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: decline.code,
      decline_code: decline.declineCode,
      message: decline.message,
      payment_intent: { status: 'requires_payment_method', payment_method: null },
    });

    const intent = await started.stripe.paymentIntents.retrieve(error.payment_intent!.id, {
      expand: ['latest_charge'],
    });
    expect(intent.last_payment_error).toMatchObject({ type: 'card_error', code: decline.code });
    expect(intent.latest_charge).toMatchObject({
      id: error.charge,
      status: 'failed',
      paid: false,
      failure_code: decline.code,
      outcome: { reason: decline.declineCode },
    });
    expect(typesOf(started.simulator.events())).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
  });

  it('takes the older spellings of the tokens', async () => {
    await using started = await startWithClient();
    const error = await refusalOf(
      started.stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_chargeDeclinedLostCard' })),
    );
    expect(error).toMatchObject({ decline_code: 'lost_card' });
  });

  it('refuses a payment method it does not know, and makes no intent', async () => {
    await using started = await startWithClient();
    const error = await refusalOf(started.stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_gold' })));
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'payment_method' });
    expect(started.simulator.paymentIntents()).toEqual([]);
  });

  it('can be tried again with another card after a decline', async () => {
    await using started = await startWithClient();
    const payment = aPayment({ payment_method: 'pm_card_chargeDeclined' });
    const { payment_intent } = await refusalOf(started.stripe.paymentIntents.create(payment));
    const paid = await started.stripe.paymentIntents.confirm(payment_intent!.id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
    expect(started.simulator.charges().map(({ status }) => status)).toEqual(['failed', 'succeeded']);
  });
});

describe('creating', () => {
  it('waits for a payment method, then for confirmation', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const bare = await stripe.paymentIntents.create({ amount: 500, currency: 'EUR' });
    expect(bare).toMatchObject({ status: 'requires_payment_method', currency: 'eur', livemode: false });
    const ready = await stripe.paymentIntents.create(aPayment({ confirm: false }));
    expect(ready.status).toBe('requires_confirmation');
    expect(await stripe.paymentIntents.confirm(ready.id)).toMatchObject({ status: 'succeeded' });
  });

  it('links a customer, and refuses one that does not exist', async () => {
    await using started = await startWithClient();
    const customer = await started.stripe.customers.create({ email: 'ada@example.com', metadata: { userId: '1' } });
    const intent = await started.stripe.paymentIntents.create(
      aPayment({ customer: customer.id, expand: ['customer', 'latest_charge.customer'] }),
    );
    expect(intent.customer).toMatchObject({ email: 'ada@example.com', metadata: { userId: '1' } });
    expect(intent.latest_charge).toMatchObject({ customer: { id: customer.id } });
    const error = await refusalOf(started.stripe.paymentIntents.create(aPayment({ customer: 'cus_nobody' })));
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'customer' });
  });

  it.each([
    ['an amount below the minimum', { amount: 49 }, 'amount_too_small', 'amount'],
    ['an amount above the maximum', { amount: 100_000_000 }, 'amount_too_large', 'amount'],
    ['a three-decimal amount that does not end in 0', { amount: 12_345, currency: 'kwd' }, undefined, 'amount'],
    ['an unknown currency', { currency: 'xqq' }, undefined, 'currency'],
    [
      'types of payment method by their old name',
      { payment_method_types: ['card'] },
      'payment_method_types_no_longer_supported',
      'payment_method_types',
    ],
    ['two ways of choosing types', { automatic_payment_methods: { enabled: true } }, 'parameters_exclusive', undefined],
    ['a return URL that is none', { return_url: 'javascript:alert(1)' }, 'url_invalid', 'return_url'],
    [
      'confirmation without a payment method',
      { payment_method: undefined },
      'payment_intent_unexpected_state',
      undefined,
    ],
    ['metadata values of more than 500 characters', { metadata: { note: 'x'.repeat(501) } }, undefined, 'metadata'],
  ])('refuses %s', async (_, overrides, code, param) => {
    await using started = await startWithClient();
    const error = await refusalOf(started.stripe.paymentIntents.create(aPayment(overrides as object)));
    expect([error.statusCode, error.code, error.param]).toEqual([400, code, param]);
    expect(started.simulator.paymentIntents()).toEqual([]);
  });

  it('asks for a return URL when Stripe may choose a type that redirects', async () => {
    await using started = await startWithClient();
    const payment = aPayment();
    delete payment.allowed_payment_method_types;
    const error = await refusalOf(started.stripe.paymentIntents.create(payment));
    expect(error).toMatchObject({ statusCode: 400, param: 'return_url' });
    for (const way of [
      { return_url: 'https://shop.example/done' },
      { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } },
    ]) {
      expect((await started.stripe.paymentIntents.create({ ...payment, ...way })).status).toBe('succeeded');
    }
  });
});

describe('manual capture', () => {
  it('takes all that was authorized', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 2000, amount_received: 0 });
    const captured = await started.stripe.paymentIntents.capture(intent.id);
    expect(captured).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 2000 });
    expect(typesOf(started.simulator.events())).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ]);
    expect(started.simulator.refunds()).toEqual([]);
  });

  it('releases what is not captured', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
    const captured = await started.stripe.paymentIntents.capture(intent.id, {
      amount_to_capture: 1500,
      expand: ['latest_charge.refunds'],
    });
    expect(captured.amount_received).toBe(1500);
    expect(captured.latest_charge).toMatchObject({
      amount: 2000,
      amount_captured: 1500,
      amount_refunded: 500,
      refunded: false,
      refunds: { data: [{ amount: 500, destination_details: { card: { type: 'reversal' } } }] },
    });
  });

  it('refuses more than was authorized, and a second capture', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
    expect(await refusalOf(stripe.paymentIntents.capture(id, { amount_to_capture: 2001 }))).toMatchObject({
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
    await stripe.paymentIntents.capture(id);
    expect(await refusalOf(stripe.paymentIntents.capture(id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { id, status: 'succeeded' },
    });
  });
});

describe('canceling', () => {
  it('releases an authorization', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
    const canceled = await started.stripe.paymentIntents.cancel(intent.id, {
      cancellation_reason: 'requested_by_customer',
      expand: ['latest_charge'],
    });
    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'requested_by_customer',
      amount_capturable: 0,
      latest_charge: { refunded: true, amount_refunded: 2000, amount_captured: 0 },
    });
    expect(typesOf(started.simulator.events()).slice(-3)).toEqual([
      'refund.created',
      'charge.refunded',
      'payment_intent.canceled',
    ]);
  });

  it('refuses what is paid, and confirming what is canceled', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const paid = await stripe.paymentIntents.create(aPayment());
    expect(await refusalOf(stripe.paymentIntents.cancel(paid.id))).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
    });
    const open = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    await stripe.paymentIntents.cancel(open.id);
    const error = await refusalOf(stripe.paymentIntents.confirm(open.id, { payment_method: 'pm_card_visa' }));
    expect(error.message).toContain('it has a status of canceled');
  });
});

describe('updating', () => {
  it('merges metadata and unsets by empty values', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.paymentIntents.create(aPayment({ metadata: { a: '1', b: '2' } }));
    const merged = await stripe.paymentIntents.update(id, { metadata: { b: '', c: '3' }, description: 'Order 7' });
    expect(merged).toMatchObject({ metadata: { a: '1', c: '3' }, description: 'Order 7' });
    expect(merged.metadata).not.toHaveProperty('b');
    expect((await stripe.paymentIntents.update(id, { metadata: '' })).metadata).toEqual({});
  });

  it('changes the amount only before the payment', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.paymentIntents.create(aPayment({ confirm: false }));
    await stripe.paymentIntents.update(id, { amount: 900 });
    expect(await stripe.paymentIntents.confirm(id)).toMatchObject({ amount_received: 900 });
    expect(await refusalOf(stripe.paymentIntents.update(id, { amount: 800 }))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });
});

describe('a publishable key', () => {
  it('confirms with the client secret, and sees no more than the public members', async () => {
    await using started = await startWithClient();
    const { id, client_secret } = await started.stripe.paymentIntents.create(
      aPayment({ confirm: false, metadata: { secret: 'yes' } }),
    );
    const answer = await fetch(`${started.simulator.url}/v1/payment_intents/${id}/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ key: started.simulator.publishableKey, client_secret: client_secret! }),
    });
    const intent = await answer.json();
    expect(intent).toMatchObject({ id, status: 'succeeded' });
    expect(intent).not.toHaveProperty('metadata');
    expect(intent).not.toHaveProperty('latest_charge');
  });

  it('shows no hidden member in a decline', async () => {
    await using started = await startWithClient();
    const { id, client_secret } = await started.stripe.paymentIntents.create(aPayment({ confirm: false }));
    const browser = started.clientWith(started.simulator.publishableKey);
    const confirmation = { client_secret, payment_method: 'pm_card_chargeDeclined' };
    const error = await refusalOf(browser.paymentIntents.confirm(id, confirmation));
    expect(error).toMatchObject({ statusCode: 402, payment_intent: { id } });
    expect(error.payment_intent).not.toHaveProperty('metadata');
  });

  it.each([
    ['no client secret', undefined, 'parameter_missing'],
    ["another intent's client secret", 'pi_1_secret_2', 'payment_intent_invalid_parameter'],
  ])('is refused with %s', async (_, client_secret, code) => {
    await using started = await startWithClient();
    const { id } = await started.stripe.paymentIntents.create(aPayment());
    const browser = started.clientWith(started.simulator.publishableKey);
    const retrieval = browser.paymentIntents.retrieve(id, client_secret ? { client_secret } : {});
    expect(await refusalOf(retrieval)).toMatchObject({ code, param: 'client_secret' });
  });

  it('creates nothing', async () => {
    await using started = await startWithClient();
    const browser = started.clientWith(started.simulator.publishableKey);
    expect(await refusalOf(browser.paymentIntents.create(aPayment()))).toMatchObject({
      statusCode: 401,
      code: 'secret_key_required',
    });
    expect(started.simulator.paymentIntents()).toEqual([]);
  });
});

describe('listing', () => {
  it('pages from the newest, both ways, and lets the package follow', async () => {
    let seconds = 1_800_000_000;
    await using started = await startWithClient({ now: () => new Date(seconds++ * 1000) });
    const { stripe } = started;
    for (let n = 0; n < 5; n++) await stripe.paymentIntents.create({ amount: 100 + n, currency: 'usd' });

    const first = await stripe.paymentIntents.list({ limit: 2 });
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/payment_intents' });
    expect(amountsOf(first.data)).toEqual([104, 103]);
    const second = await stripe.paymentIntents.list({ limit: 2, starting_after: first.data[1]!.id });
    expect(amountsOf(second.data)).toEqual([102, 101]);
    const back = await stripe.paymentIntents.list({ limit: 2, ending_before: second.data[0]!.id });
    expect([amountsOf(back.data), back.has_more]).toEqual([[104, 103], false]);
    const nearest = await stripe.paymentIntents.list({ limit: 1, ending_before: second.data[0]!.id });
    expect([amountsOf(nearest.data), nearest.has_more]).toEqual([[103], true]);

    const all = await stripe.paymentIntents.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(amountsOf(all)).toEqual([104, 103, 102, 101, 100]);
    const some = await stripe.paymentIntents.list({ created: { gt: all[4]!.created, lte: all[1]!.created } });
    expect(amountsOf(some.data)).toEqual([103, 102, 101]);
  });

  it.each([
    [{ limit: 101 }, 'limit'],
    [{ starting_after: 'pi_nothing' }, 'starting_after'],
  ])('refuses %o', async (params, param) => {
    await using started = await startWithClient();
    expect(await refusalOf(started.stripe.paymentIntents.list(params).then())).toMatchObject({
      statusCode: 400,
      param,
    });
  });
});

function typesOf(events: readonly Stripe.Event[]): string[] {
  return events.map(({ type }) => type);
}

function amountsOf(intents: readonly Stripe.PaymentIntent[]): number[] {
  return intents.map(({ amount }) => amount);
}
