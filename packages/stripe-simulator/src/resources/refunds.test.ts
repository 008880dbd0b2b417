import { describe, expect, it } from 'vitest';
import { aPayment, refusalOf, startWithClient } from '../testing/start-with-client.js';

describe('refunding', () => {
  it('refunds in parts, then the rest, then nothing more', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const intent = await stripe.paymentIntents.create(aPayment());
    const part = await stripe.refunds.create({
      payment_intent: intent.id,
      amount: 500,
      reason: 'requested_by_customer',
      metadata: { returnId: '3' },
      expand: ['charge', 'payment_intent'],
    });
    expect(part).toMatchObject({
      amount: 500,
      status: 'succeeded',
      reason: 'requested_by_customer',
      metadata: { returnId: '3' },
      charge: { id: intent.latest_charge, amount_refunded: 500, refunded: false },
      payment_intent: { id: intent.id, status: 'succeeded' },
    });

    const rest = await stripe.refunds.create({ payment_intent: intent.id, expand: ['charge'] });
    expect(rest).toMatchObject({ amount: 1500, charge: { amount_refunded: 2000, refunded: true } });
    expect(await refusalOf(stripe.refunds.create({ payment_intent: intent.id, amount: 1 }))).toMatchObject({
      statusCode: 400,
      code: 'charge_already_refunded',
    });
  });

  it('refuses more than is left, and changes nothing', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment());
    await started.stripe.refunds.create({ payment_intent: intent.id, amount: 1999 });
    const error = await refusalOf(started.stripe.refunds.create({ payment_intent: intent.id, amount: 2 }));
    expect(error).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, param: 'amount' });
    expect(error.message).toBe('Refund amount ($0.02) is greater than unrefunded amount on charge ($0.01)');
    expect(started.simulator.charges()).toMatchObject([{ amount_refunded: 1999 }]);
    expect(started.simulator.refunds()).toHaveLength(1);
  });

  it('never refunds more than was captured, however many ask at once', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment());
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => started.stripe.refunds.create({ payment_intent: intent.id, amount: 300 })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
    expect(started.simulator.charges()).toMatchObject([{ amount_refunded: 1800 }]);
  });

  it('counts what a partial capture has released', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
    await stripe.paymentIntents.capture(id, { amount_to_capture: 700 });
    expect(await refusalOf(stripe.refunds.create({ payment_intent: id, amount: 701 }))).toMatchObject({
      param: 'amount',
    });
    expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 700 });
  });

  it('reports refund and charge', async () => {
    await using started = await startWithClient();
    const intent = await started.stripe.paymentIntents.create(aPayment());
    const refund = await started.stripe.refunds.create({ payment_intent: intent.id, amount: 500 });
    expect(started.simulator.events().slice(-2)).toMatchObject([
      { type: 'refund.created', data: { object: { id: refund.id } } },
      {
        type: 'charge.refunded',
        data: { object: { amount_refunded: 500 }, previous_attributes: { amount_refunded: 0 } },
      },
    ]);
  });

  it('refuses what was never paid', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const open = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    const authorized = await stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
    for (const { id } of [open, authorized]) {
      const { message } = await refusalOf(stripe.refunds.create({ payment_intent: id }));
      expect(message).toBe(`This PaymentIntent (${id}) does not have a successful charge to refund.`);
    }
    const byCharge = stripe.refunds.create({ charge: String(authorized.latest_charge) });
    expect(await refusalOf(byCharge)).toMatchObject({ code: 'charge_not_refundable' });
  });

  it.each([
    ['nothing to refund', {}, 400, 'parameter_missing'],
    ['both ways of naming it', { charge: 'ch_1', payment_intent: 'pi_1' }, 400, 'parameters_exclusive'],
    ['an unknown charge', { charge: 'ch_1' }, 404, 'resource_missing'],
    ['an unknown intent', { payment_intent: 'pi_1' }, 404, 'resource_missing'],
    ['an amount of zero', { charge: 'ch_1', amount: 0 }, 400, 'parameter_invalid_integer'],
  ])('refuses %s', async (_, params, statusCode, code) => {
    await using started = await startWithClient();
    expect(await refusalOf(started.stripe.refunds.create(params))).toMatchObject({ statusCode, code });
  });
});

it('finds refunds and charges by payment intent', async () => {
  await using started = await startWithClient();
  const { stripe } = started;
  const [one, two] = [await stripe.paymentIntents.create(aPayment()), await stripe.paymentIntents.create(aPayment())];
  const refund = await stripe.refunds.create({ charge: String(one.latest_charge) });
  await stripe.refunds.create({ payment_intent: two.id });

  expect((await stripe.refunds.list({ payment_intent: one.id })).data).toMatchObject([{ id: refund.id }]);
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ payment_intent: one.id });
  expect((await stripe.charges.list({ payment_intent: two.id })).data).toMatchObject([{ id: two.latest_charge }]);
  const charge = await stripe.charges.retrieve(String(one.latest_charge), { expand: ['refunds'] });
  expect(charge.refunds?.data).toMatchObject([{ id: refund.id }]);
});
