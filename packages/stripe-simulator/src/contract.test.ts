import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { contractWorlds } from './testing/contract-worlds.js';
import { aPayment, refusalOf } from './testing/start-with-client.js';

/** What the shop relies on, the same for the simulator and for Stripe. Nothing here may use what only the simulator has. */

const PATIENCE = { timeout: 30_000, interval: 500 };

it.each(['sk_live_1', 'rk_live_1', 'whatever'])('never runs with the key %s', (key) => {
  expect(() => contractWorlds({ STRIPE_SECRET_KEY: key })).toThrow('must be sk_test_');
});

it('runs against Stripe only when there is a test key', () => {
  expect(contractWorlds({}).map(({ skipped }) => skipped)).toEqual([undefined, 'STRIPE_SECRET_KEY is not set']);
  expect(contractWorlds({ STRIPE_SECRET_KEY: 'sk_test_1' }).map(({ skipped }) => skipped)).toEqual([
    undefined,
    undefined,
  ]);
});

for (const world of contractWorlds(process.env)) {
  const title = world.skipped ? `${world.name} (skipped: ${world.skipped})` : world.name;
  describe.skipIf(world.skipped)(title, { timeout: 60_000 }, () => {
    let opened: Awaited<ReturnType<typeof world.open>>;
    let stripe: Stripe;
    beforeAll(async () => {
      opened = await world.open();
      stripe = opened.stripe;
    });
    afterAll(() => opened?.[Symbol.asyncDispose]());

    it('takes a payment, which carries its metadata to the charge', async () => {
      const intent = await stripe.paymentIntents.create(
        aPayment({ metadata: { orderId: 'o-1' }, expand: ['latest_charge'] }),
      );
      expect(intent).toMatchObject({
        object: 'payment_intent',
        status: 'succeeded',
        amount: 2000,
        amount_received: 2000,
        livemode: false,
        metadata: { orderId: 'o-1' },
        latest_charge: { status: 'succeeded', captured: true, paid: true, metadata: { orderId: 'o-1' } },
      });
    });

    it.each([
      ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
      ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
      ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
      ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
      ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
      ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
      ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
    ])('declines %s with %s and lets another card pay', async (payment_method, code, decline_code) => {
      const error = await refusalOf(stripe.paymentIntents.create(aPayment({ payment_method })));
      expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code });
      expect(error.payment_intent).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { type: 'card_error', code, decline_code },
      });
      const paid = await stripe.paymentIntents.confirm(error.payment_intent!.id, { payment_method: 'pm_card_visa' });
      expect(paid.status).toBe('succeeded');
    });

    it('asks for 3-D Secure', async () => {
      const payment = aPayment({
        payment_method: 'pm_card_threeDSecure2Required',
        return_url: 'https://shop.example/',
      });
      expect(await stripe.paymentIntents.create(payment)).toMatchObject({
        status: 'requires_action',
        amount_received: 0,
        next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: 'https://shop.example/' } },
      });
    });

    it('authorizes, captures a part and releases the rest', async () => {
      const { id, status } = await stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
      expect(status).toBe('requires_capture');
      expect(await refusalOf(stripe.paymentIntents.capture(id, { amount_to_capture: 2001 }))).toMatchObject({
        statusCode: 400,
        code: 'amount_too_large',
      });
      expect(await stripe.paymentIntents.capture(id, { amount_to_capture: 1500 })).toMatchObject({
        status: 'succeeded',
        amount_received: 1500,
        amount_capturable: 0,
      });
      expect(await refusalOf(stripe.paymentIntents.capture(id))).toMatchObject({
        statusCode: 400,
        code: 'payment_intent_unexpected_state',
      });
    });

    it('cancels what is authorized, and not what is paid', async () => {
      const authorized = await stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
      expect(await stripe.paymentIntents.cancel(authorized.id)).toMatchObject({
        status: 'canceled',
        amount_received: 0,
      });
      const paid = await stripe.paymentIntents.create(aPayment());
      expect(await refusalOf(stripe.paymentIntents.cancel(paid.id))).toMatchObject({
        code: 'payment_intent_unexpected_state',
      });
    });

    it('refunds in parts and never more than was paid', async () => {
      const { id } = await stripe.paymentIntents.create(aPayment());
      const part = await stripe.refunds.create({ payment_intent: id, amount: 1500, metadata: { returnId: 'r-1' } });
      expect(part).toMatchObject({ amount: 1500, status: 'succeeded', metadata: { returnId: 'r-1' } });
      expect(await refusalOf(stripe.refunds.create({ payment_intent: id, amount: 501 }))).toMatchObject({
        statusCode: 400,
        param: 'amount',
      });
      expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 500 });
      expect(await refusalOf(stripe.refunds.create({ payment_intent: id }))).toMatchObject({
        statusCode: 400,
        code: 'charge_already_refunded',
      });
      expect((await stripe.refunds.list({ payment_intent: id })).data.map(({ amount }) => amount)).toEqual([500, 1500]);
    });

    it('executes an idempotency key once, and refuses it for something else', async () => {
      const key = { idempotencyKey: `contract-${crypto.randomUUID()}` };
      const first = await stripe.paymentIntents.create(aPayment(), key);
      const second = await stripe.paymentIntents.create(aPayment(), key);
      expect(second.id).toBe(first.id);
      expect(second.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
      expect(await refusalOf(stripe.paymentIntents.create(aPayment({ amount: 2100 }), key))).toMatchObject({
        type: 'StripeIdempotencyError',
        statusCode: 400,
      });
    });

    it('replays a decline as well', async () => {
      const key = { idempotencyKey: `contract-${crypto.randomUUID()}` };
      const payment = aPayment({ payment_method: 'pm_card_visa_chargeDeclined' });
      const attempts = [
        await refusalOf(stripe.paymentIntents.create(payment, key)),
        await refusalOf(stripe.paymentIntents.create(payment, key)),
      ];
      expect(attempts[1]?.payment_intent?.id).toBe(attempts[0]?.payment_intent?.id);
    });

    it('keeps customers and their cards', async () => {
      const customer = await stripe.customers.create({ email: `${crypto.randomUUID()}@example.com` });
      const saved = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
      const listed = await stripe.paymentMethods.list({ customer: customer.id, type: 'card' });
      expect(listed.data.map(({ id }) => id)).toEqual([saved.id]);
      const paid = await stripe.paymentIntents.create(
        aPayment({ customer: customer.id, payment_method: saved.id, off_session: true }),
      );
      expect(paid).toMatchObject({ status: 'succeeded', customer: customer.id, payment_method: saved.id });
      expect(await stripe.customers.update(customer.id, { name: 'Ada' })).toMatchObject({ name: 'Ada' });
      expect(await stripe.paymentMethods.detach(saved.id)).toMatchObject({ customer: null });
      expect(await stripe.customers.del(customer.id)).toMatchObject({ deleted: true });
      expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ id: customer.id, deleted: true });
    });

    it('declines a saved card whose holder is away and must authenticate', async () => {
      const customer = (await stripe.customers.create({})).id;
      const { id } = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer });
      const away = aPayment({ customer, payment_method: id, off_session: true });
      expect(await refusalOf(stripe.paymentIntents.create(away))).toMatchObject({
        statusCode: 402,
        code: 'authentication_required',
      });
    });

    it.each([
      ['an unknown parameter', { colour: 'red' }, 'parameter_unknown', 'colour'],
      ['a payment method that does not exist', { payment_method: 'pm_nothing' }, 'resource_missing', 'payment_method'],
      ['an amount that is too small', { amount: 1 }, 'amount_too_small', 'amount'],
    ])('refuses %s', async (_, overrides, code, param) => {
      const error = await refusalOf(stripe.paymentIntents.create({ ...aPayment(), ...overrides }));
      expect(error).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, code, param });
    });

    it('knows no payment of another id', async () => {
      expect(await refusalOf(stripe.paymentIntents.retrieve('pi_nothing'))).toMatchObject({
        statusCode: 404,
        code: 'resource_missing',
      });
    });

    it('lists the events of a payment, one by one', async () => {
      const { id, created } = await stripe.paymentIntents.create(aPayment());
      const types = ['payment_intent.created', 'payment_intent.succeeded', 'charge.succeeded'];
      await vi.waitFor(async () => {
        const events = await stripe.events.list({ types, created: { gte: created - 5 }, limit: 100 });
        const own = events.data.filter(({ data: { object } }) => {
          return 'payment_intent' in object ? object.payment_intent === id : 'id' in object && object.id === id;
        });
        expect(own.map(({ type }) => type).sort()).toEqual([...types].sort());
      }, PATIENCE);
    });

    it('disputes what was paid with the card for it', async () => {
      const { id } = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_createDispute' }));
      await vi.waitFor(async () => {
        const { data } = await stripe.disputes.list({ payment_intent: id });
        expect(data).toMatchObject([{ amount: 2000, status: 'needs_response', reason: 'fraudulent' }]);
      }, PATIENCE);
    });

    it('refunds a card of which refunds are pending first', async () => {
      const { id } = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_pendingRefund' }));
      expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ status: 'pending' });
    });
  });
}
