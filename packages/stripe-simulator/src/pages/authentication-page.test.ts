import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { aPayment, refusalOf, startWithClient } from '../testing/start-with-client.js';

const threeDSecure = {
  payment_method: 'pm_card_threeDSecure2Required',
  return_url: 'https://shop.example/done?order=7',
};

describe('a payment that needs authentication', () => {
  it.each(['pm_card_authenticationRequired', 'pm_card_authenticationRequiredOnSetup', 'pm_card_threeDSecure2Required'])(
    '%s waits for the buyer, then succeeds',
    async (payment_method) => {
      await using started = await startWithClient();
      const intent = await started.stripe.paymentIntents.create(aPayment({ ...threeDSecure, payment_method }));
      expect(intent).toMatchObject({
        status: 'requires_action',
        latest_charge: null,
        next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: threeDSecure.return_url } },
      });

      const answer = await press('complete', pageOf(intent));
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe(
        `https://shop.example/done?order=7&payment_intent=${intent.id}` +
          `&payment_intent_client_secret=${intent.client_secret}&redirect_status=succeeded`,
      );
      const paid = await started.stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
      expect(paid).toMatchObject({
        status: 'succeeded',
        next_action: null,
        latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
      });
      expect(started.simulator.events().map(({ type }) => type)).toEqual([
        'payment_intent.created',
        'payment_intent.requires_action',
        'charge.succeeded',
        'payment_intent.succeeded',
      ]);
      expect(started.simulator.events().at(-1)?.request).toEqual({ id: null, idempotency_key: null });
    },
  );

  it('goes back for another card when the buyer fails', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment(threeDSecure));
    const answer = await press('fail', pageOf(intent));
    expect(answer.headers.get('location')).toContain('redirect_status=failed');
    expect(await started.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      latest_charge: null,
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    expect(started.simulator.events().at(-1)?.type).toBe('payment_intent.payment_failed');
    const again = await started.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
    expect(again.status).toBe('succeeded');
  });

  it('may be declined after authentication', async () => {
    await using started = await startWithClient();
    const payment_method = 'pm_card_threeDSecureRequiredChargeDeclined';
    const intent = await started.stripe.paymentIntents.create(aPayment({ ...threeDSecure, payment_method }));
    const answer = await press('complete', pageOf(intent));
    expect(answer.headers.get('location')).toContain('redirect_status=failed');
    expect(await started.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined', decline_code: 'generic_decline' },
    });
  });

  it('is only authorized when it is captured by hand', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment({ ...threeDSecure, capture_method: 'manual' }));
    await press('complete', pageOf(intent));
    expect(await started.stripe.paymentIntents.capture(intent.id)).toMatchObject({ status: 'succeeded' });
  });

  it('can be canceled while it waits', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment(threeDSecure));
    expect(await started.stripe.paymentIntents.cancel(intent.id)).toMatchObject({ status: 'canceled' });
    expect((await press('complete', pageOf(intent))).status).toBe(409);
    expect(started.simulator.charges()).toEqual([]);
  });

  it('is left to the browser library without a return URL', async () => {
    await using started = await startWithClient();
    const { return_url: _, ...withoutReturn } = threeDSecure;
    const intent = await started.stripe.paymentIntents.create(aPayment(withoutReturn));
    expect(intent.next_action).toMatchObject({
      type: 'use_stripe_sdk',
      use_stripe_sdk: { type: 'three_d_secure_redirect' },
    });
    const { stripe_js } = intent.next_action!.use_stripe_sdk as { stripe_js: string };
    expect((await press('complete', stripe_js)).status).toBe(200);
    expect(await started.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'succeeded' });
  });
});

describe('the page', () => {
  it('shows the amount and both buttons', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(
      aPayment({ ...threeDSecure, amount: 5000, currency: 'jpy' }),
    );
    const answer = await fetch(pageOf(intent));
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(page).toContain('¥5,000');
    expect(page).toMatch(/value="complete"[\s\S]*value="fail"/);
    expect((await started.stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_action');
  });

  it('opens only with the client secret, and takes one answer', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment(threeDSecure));
    const [address] = pageOf(intent).split('?');
    expect((await press('complete', address!)).status).toBe(404);
    expect((await press('perhaps', pageOf(intent))).status).toBe(400);
    const both = await Promise.all([press('complete', pageOf(intent)), press('complete', pageOf(intent))]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(started.simulator.charges()).toHaveLength(1);
  });
});

it('refuses to confirm what waits for authentication with an unknown card, and lets it wait', async () => {
  await using started = await startWithClient();
  const { id } = await started.stripe.paymentIntents.create(aPayment(threeDSecure));
  await refusalOf(started.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_gold' }));
  expect(await started.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_action' });
});

function pageOf(intent: Stripe.PaymentIntent): string {
  return intent.next_action!.redirect_to_url!.url!;
}

function press(outcome: string, page: string): Promise<Response> {
  return fetch(page, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });
}
