import { expect, it } from 'vitest';
import { aPayment, refusalOf, startWithClient } from '../testing/start-with-client.js';

it('lets a pending refund succeed some time later', async () => {
  await using started = await startWithClient();
  const { stripe, simulator } = started;
  const { id } = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_pendingRefund' }));
  const refund = await stripe.refunds.create({ payment_intent: id, amount: 500 });
  expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' });
  simulator.control.moveClock(60);
  const settled = await stripe.refunds.retrieve(refund.id);
  expect(settled).toMatchObject({ status: 'succeeded' });
  expect(settled).not.toHaveProperty('pending_reason');
  expect(simulator.events().slice(-2)).toMatchObject([
    { type: 'refund.updated', data: { object: { status: 'succeeded' }, previous_attributes: { status: 'pending' } } },
    { type: 'charge.refund.updated' },
  ]);
  simulator.control.moveClock(60);
  expect(simulator.refunds()).toMatchObject([{ status: 'succeeded' }]);
});

it('lets a refund of a closed card fail some time later, and the money come back', async () => {
  await using started = await startWithClient();
  const { stripe, simulator } = started;
  const { id } = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_refundFail' }));
  const refund = await stripe.refunds.create({ payment_intent: id });
  expect(refund.status).toBe('succeeded');
  expect(simulator.control.witness().account.usd).toMatchObject({ refunded: 2000 });
  simulator.control.moveClock(60);
  expect(await stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction', 'charge'] })).toMatchObject(
    {
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
      failure_balance_transaction: { amount: 2000, type: 'refund_failure' },
      charge: { amount_refunded: 0, refunded: false },
    },
  );
  expect(simulator.control.witness().account.usd).toMatchObject({ captured: 2000, refunded: 0 });
  expect(
    simulator
      .events()
      .map(({ type }) => type)
      .slice(-3),
  ).toEqual(['refund.updated', 'refund.failed', 'charge.refund.updated']);
});

it('settles by the clock alone, without a request', async () => {
  let seconds = 1_800_000_000;
  await using started = await startWithClient({ now: () => new Date(seconds * 1000) });
  const { stripe, simulator } = started;
  const { id } = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_pendingRefund' }));
  await stripe.refunds.create({ payment_intent: id });
  seconds += 11;
  expect(await stripe.refunds.list()).toMatchObject({ data: [{ status: 'succeeded' }] });
  expect(simulator.events().at(-1)?.type).toBe('charge.refund.updated');
});

it('notes metadata of a refund, and cancels none of a card', async () => {
  await using started = await startWithClient();
  const { stripe, simulator } = started;
  const { id } = await stripe.paymentIntents.create(aPayment());
  const refund = await stripe.refunds.create({ payment_intent: id, metadata: { a: '1' } });
  expect(await stripe.refunds.update(refund.id, { metadata: { b: '2' } })).toMatchObject({
    metadata: { a: '1', b: '2' },
  });
  expect(simulator.events().at(-1)).toMatchObject({
    type: 'charge.refund.updated',
    data: { previous_attributes: { metadata: { a: '1' } } },
  });
  expect((await refusalOf(stripe.refunds.cancel(refund.id))).message).toContain('requires_action');
});

it('books what moves in the balance', async () => {
  await using started = await startWithClient();
  const { stripe } = started;
  const { id } = await stripe.paymentIntents.create(aPayment());
  const refund = await stripe.refunds.create({ payment_intent: id, amount: 300, expand: ['balance_transaction'] });
  expect(refund.balance_transaction).toMatchObject({ amount: -300, net: -300, type: 'refund', source: refund.id });
  const booked = await stripe.balanceTransactions.list({ expand: ['data.source'] });
  expect(booked.data).toMatchObject([
    { type: 'refund', source: { id: refund.id } },
    { type: 'charge', net: 2000, source: { payment_intent: id } },
  ]);
  expect(await stripe.balanceTransactions.retrieve(booked.data[1]!.id)).toMatchObject({ amount: 2000 });
});
