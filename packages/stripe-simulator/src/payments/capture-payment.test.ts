import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { aPayment, refusalOf, startWithClient } from '../testing/start-with-client.js';

const DAY_SECONDS = 24 * 60 * 60;
const inParts: Partial<Stripe.PaymentIntentCreateParams> = {
  amount: 1000,
  capture_method: 'manual',
  payment_method_options: { card: { request_multicapture: 'if_available' } },
};

describe('capturing in parts', () => {
  it('takes one part after another until the final one, which releases the rest', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    const intent = await stripe.paymentIntents.create(aPayment({ ...inParts, expand: ['latest_charge'] }));
    expect(intent).toMatchObject({
      status: 'requires_capture',
      latest_charge: { payment_method_details: { card: { multicapture: { status: 'available' } } } },
    });
    const first = await stripe.paymentIntents.capture(intent.id, {
      amount_to_capture: 700,
      final_capture: false,
      expand: ['latest_charge.balance_transaction'],
    });
    expect(first).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 300,
      amount_received: 700,
      latest_charge: { amount_captured: 700, captured: false, balance_transaction: { net: 700 } },
    });
    const last = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 200, expand: ['latest_charge'] });
    expect(last).toMatchObject({
      status: 'succeeded',
      amount_capturable: 0,
      amount_received: 900,
      latest_charge: { amount_captured: 900, captured: true, amount_refunded: 0, refunded: false },
    });
    expect(typesAfter(simulator.events(), 'payment_intent.amount_capturable_updated')).toEqual([
      'charge.updated',
      'payment_intent.amount_capturable_updated',
      'charge.updated',
      'charge.captured',
      'payment_intent.amount_capturable_updated',
      'payment_intent.succeeded',
    ]);
    expect(simulator.refunds()).toEqual([]);
    expect(simulator.control.witness().account.usd).toMatchObject({ captured: 900, chargesSucceeded: 1 });
  });

  it('can be refunded in between, up to what was captured', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.paymentIntents.create(aPayment(inParts));
    expect((await refusalOf(stripe.refunds.create({ payment_intent: id }))).message).toContain('successful charge');
    await stripe.paymentIntents.capture(id, { amount_to_capture: 700, final_capture: false });
    expect(await refusalOf(stripe.refunds.create({ payment_intent: id, amount: 701 }))).toMatchObject({
      param: 'amount',
    });
    const whole = await stripe.refunds.create({ payment_intent: id, expand: ['charge'] });
    expect(whole).toMatchObject({ amount: 700, charge: { amount_refunded: 700, refunded: false } });
    await stripe.paymentIntents.capture(id, { amount_to_capture: 100 });
    const rest = await stripe.refunds.create({ payment_intent: id, expand: ['charge'] });
    expect(rest).toMatchObject({ amount: 100, charge: { amount_refunded: 800, refunded: true } });
  });

  it('releases the rest without taking more, by amount 0 or by canceling', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    for (const release of [
      (id: string) => stripe.paymentIntents.capture(id, { amount_to_capture: 0, final_capture: true }),
      (id: string) => stripe.paymentIntents.cancel(id),
    ]) {
      const { id } = await stripe.paymentIntents.create(aPayment(inParts));
      await stripe.paymentIntents.capture(id, { amount_to_capture: 400, final_capture: false });
      expect(await release(id)).toMatchObject({ status: 'succeeded', amount_received: 400, amount_capturable: 0 });
    }
  });

  it('takes fifty parts and no more', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.paymentIntents.create(aPayment(inParts));
    const part = { amount_to_capture: 1, final_capture: false };
    for (let n = 0; n < 50; n++) await stripe.paymentIntents.capture(id, part);
    expect((await refusalOf(stripe.paymentIntents.capture(id, part))).message).toContain('captured 50 times');
    expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'succeeded', amount_received: 50 });
  });

  it('notes metadata with the part', async () => {
    await using started = await startWithClient();
    const { id } = await started.stripe.paymentIntents.create(aPayment({ ...inParts, metadata: { orderId: '7' } }));
    const captured = await started.stripe.paymentIntents.capture(id, { metadata: { shipmentId: '1' } });
    expect(captured.metadata).toEqual({ orderId: '7', shipmentId: '1' });
  });

  it('must be asked for when the payment is made', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
    const inPart = stripe.paymentIntents.capture(id, { amount_to_capture: 700, final_capture: false });
    expect(await refusalOf(inPart)).toMatchObject({ statusCode: 400, param: 'final_capture' });
    expect(await refusalOf(stripe.paymentIntents.capture(id, { amount_to_capture: 0 }))).toMatchObject({
      param: 'amount_to_capture',
    });
    expect(started.simulator.charges()).toMatchObject([{ amount_captured: 0 }]);
  });
});

describe('an authorization', () => {
  it('is released seven days later, and can be captured no more', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    const { id } = await stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
    simulator.control.moveClock(7 * DAY_SECONDS - 60);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_capture' });
    simulator.control.moveClock(60);
    expect(await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge.refunds'] })).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
      latest_charge: {
        captured: false,
        refunded: true,
        refunds: { data: [{ amount: 2000, reason: 'expired_uncaptured_charge' }] },
      },
    });
    expect(typesAfter(simulator.events(), 'payment_intent.amount_capturable_updated')).toEqual([
      'refund.created',
      'charge.refunded',
      'charge.expired',
      'payment_intent.canceled',
    ]);
    expect(simulator.events().at(-1)?.request).toEqual({ id: null, idempotency_key: null });
    expect(await refusalOf(stripe.paymentIntents.capture(id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    expect(simulator.control.witness().account.usd).toMatchObject({ captured: 0, refunded: 0 });
  });

  it('of which a part was captured keeps the part', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    const { id } = await stripe.paymentIntents.create(aPayment(inParts));
    await stripe.paymentIntents.capture(id, { amount_to_capture: 400, final_capture: false });
    simulator.control.moveClock(8 * DAY_SECONDS);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded', amount_received: 400 });
  });

  it('that was captured or canceled in time is left alone', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    const manual = aPayment({ capture_method: 'manual' });
    const [captured, canceled] = [
      await stripe.paymentIntents.create(manual),
      await stripe.paymentIntents.create(manual),
    ];
    await stripe.paymentIntents.capture(captured.id);
    await stripe.paymentIntents.cancel(canceled.id);
    const before = simulator.events().length;
    simulator.control.moveClock(8 * DAY_SECONDS);
    expect(simulator.events()).toHaveLength(before);
  });
});

function typesAfter(events: readonly Stripe.Event[], type: Stripe.Event['type']): string[] {
  const types = events.map((event) => event.type);
  return types.slice(types.indexOf(type) + 1);
}
