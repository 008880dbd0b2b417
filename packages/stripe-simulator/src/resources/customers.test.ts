import { describe, expect, it } from 'vitest';
import { aPayment, refusalOf, startWithClient } from '../testing/start-with-client.js';

describe('customers', () => {
  it('are created once per idempotency key, changed, found by email and deleted', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    const params = { email: 'ada@example.com', name: 'Ada', address: { city: 'Basel', country: 'CH' } };
    const one = await stripe.customers.create(params, { idempotencyKey: 'customer-1' });
    const same = await stripe.customers.create(params, { idempotencyKey: 'customer-1' });
    await stripe.customers.create({ email: 'bob@example.com' });
    expect(same.id).toBe(one.id);
    expect(one.address).toEqual({
      city: 'Basel',
      country: 'CH',
      line1: null,
      line2: null,
      postal_code: null,
      state: null,
    });

    const updated = await stripe.customers.update(one.id, { name: 'Ada L.', phone: '+41', metadata: { userId: '1' } });
    expect(updated).toMatchObject({ name: 'Ada L.', email: 'ada@example.com', metadata: { userId: '1' } });
    expect((await stripe.customers.list({ email: 'ada@example.com' })).data).toEqual([
      expect.objectContaining({ id: one.id }),
    ]);

    expect(await stripe.customers.del(one.id)).toMatchObject({ id: one.id, deleted: true });
    expect(await stripe.customers.retrieve(one.id)).toMatchObject({ id: one.id, deleted: true });
    expect((await stripe.customers.list({ email: 'ada@example.com' })).data).toEqual([]);
    expect(await refusalOf(stripe.customers.update(one.id, { name: 'x' }))).toMatchObject({ code: 'resource_missing' });
    expect(await refusalOf(stripe.paymentIntents.create(aPayment({ customer: one.id })))).toMatchObject({
      code: 'resource_missing',
      param: 'customer',
    });
    expect(simulator.events().map(({ type }) => type)).toEqual([
      'customer.created',
      'customer.created',
      'customer.updated',
      'customer.deleted',
    ]);
    expect(simulator.events()[2]?.data.previous_attributes).toEqual({ metadata: {}, name: 'Ada', phone: null });
  });

  it('lose their saved cards when they are deleted', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [card] = (await stripe.customers.listPaymentMethods(id)).data;
    await stripe.customers.del(id);
    expect(await stripe.paymentMethods.retrieve(card!.id)).toMatchObject({ customer: null });
  });

  it('have a default card that is their own', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [card] = (await stripe.paymentMethods.list({ customer: id, type: 'card' })).data;
    const updated = await stripe.customers.update(id, { invoice_settings: { default_payment_method: card!.id } });
    expect(updated.invoice_settings.default_payment_method).toBe(card!.id);
    const other = stripe.customers.update(id, { invoice_settings: { default_payment_method: 'pm_other' } });
    expect(await refusalOf(other)).toMatchObject({ code: 'resource_missing' });
  });
});

describe('saved cards', () => {
  it('are attached, listed and detached, and cannot come back', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    const [ada, bob] = [await stripe.customers.create({}), await stripe.customers.create({})];
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: ada.id });
    expect(card).toMatchObject({ customer: ada.id, card: { last4: '4242' } });
    expect((await stripe.paymentMethods.list({ customer: ada.id })).data).toMatchObject([{ id: card.id }]);
    expect((await stripe.paymentMethods.list({ customer: bob.id })).data).toEqual([]);
    expect(await refusalOf(stripe.paymentMethods.attach(card.id, { customer: bob.id }))).toMatchObject({
      statusCode: 400,
    });
    const paid = await stripe.paymentIntents.create(aPayment({ customer: ada.id, payment_method: card.id }));
    expect(paid.status).toBe('succeeded');

    expect(await stripe.paymentMethods.detach(card.id)).toMatchObject({ customer: null });
    const back = await refusalOf(stripe.paymentMethods.attach(card.id, { customer: ada.id }));
    expect(back.message).toContain('was detached from a Customer. It may not be used again');
    expect(await refusalOf(stripe.paymentMethods.detach(card.id))).toMatchObject({ statusCode: 400 });
    expect(
      simulator
        .events()
        .map(({ type }) => type)
        .filter((type) => type.startsWith('payment_method')),
    ).toEqual(['payment_method.attached', 'payment_method.detached']);
  });

  it('pay for nobody but their customer', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const [ada, bob] = [await stripe.customers.create({}), await stripe.customers.create({})];
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer: ada.id });
    for (const customer of [undefined, bob.id]) {
      const error = await refusalOf(stripe.paymentIntents.create(aPayment({ payment_method: id, customer })));
      expect(error.message).toContain(`belongs to the Customer ${ada.id}`);
    }
  });

  it('are made from card tokens, never from a number', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const made = await stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_mastercard' },
      billing_details: { name: 'Ada' },
    });
    expect(made).toMatchObject({ card: { brand: 'mastercard' }, billing_details: { name: 'Ada', email: null } });
    expect(await stripe.paymentMethods.update(made.id, { metadata: { a: '1' } })).toMatchObject({
      metadata: { a: '1' },
      billing_details: { name: 'Ada' },
    });
    const number = stripe.paymentMethods.create({ type: 'card', card: { number: '4242424242424242' } });
    expect(await refusalOf(number)).toMatchObject({ code: 'parameter_unknown', param: 'card[number]' });
  });

  it('of nobody pay once', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { payment_method } = await stripe.paymentIntents.create(aPayment());
    const again = stripe.paymentIntents.create(aPayment({ payment_method: String(payment_method) }));
    expect((await refusalOf(again)).message).toContain('previously used with a PaymentIntent');
  });
});

describe('a card kept for the next payment', () => {
  it('is attached to the customer by setup_future_usage', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const customer = (await stripe.customers.create({})).id;
    const first = await stripe.paymentIntents.create(aPayment({ customer, setup_future_usage: 'off_session' }));
    const payment_method = String(first.payment_method);
    expect((await stripe.paymentMethods.list({ customer })).data).toMatchObject([{ id: payment_method }]);
    const next = await stripe.paymentIntents.create(aPayment({ customer, payment_method, off_session: true }));
    expect(next.status).toBe('succeeded');
  });

  it('is declined off session when its holder must authenticate', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const customer = (await stripe.customers.create({})).id;
    const { id } = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer });
    const error = await refusalOf(
      stripe.paymentIntents.create(aPayment({ customer, payment_method: id, off_session: true })),
    );
    expect(error).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'authentication_required',
      decline_code: 'authentication_required',
      payment_intent: { status: 'requires_payment_method' },
      payment_method: { id },
    });
    const intent = await stripe.paymentIntents.confirm(error.payment_intent!.id, { payment_method: id });
    expect(intent.status).toBe('requires_action');
  });

  it('pays off session once it was authenticated for that', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const customer = (await stripe.customers.create({})).id;
    const card = 'pm_card_authenticationRequiredOnSetup';
    const first = await stripe.paymentIntents.create(
      aPayment({ customer, payment_method: card, setup_future_usage: 'off_session' }),
    );
    const { stripe_js } = first.next_action!.use_stripe_sdk as { stripe_js: string };
    await fetch(stripe_js, { method: 'POST', body: new URLSearchParams({ outcome: 'complete' }) });
    const [saved] = (await stripe.paymentMethods.list({ customer })).data;
    const again = aPayment({ customer, payment_method: saved!.id });
    expect((await stripe.paymentIntents.create({ ...again, off_session: true })).status).toBe('succeeded');
    expect((await stripe.paymentIntents.create(again)).status).toBe('requires_action');
  });

  it.each([
    ['pm_card_authenticationRequiredSetupForOffSession', 'succeeded'],
    ['pm_card_visa', 'succeeded'],
  ])('%s pays off session: %s', async (payment_method, status) => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment({ payment_method, off_session: true }));
    expect(intent.status).toBe(status);
  });
});
