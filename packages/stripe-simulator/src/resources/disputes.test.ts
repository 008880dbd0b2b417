import { describe, expect, it } from 'vitest';
import { aPayment, refusalOf, startWithClient } from '../testing/start-with-client.js';

describe('a payment with a card that is disputed', () => {
  it('is paid, then charged back: the money and a fee are gone', async () => {
    await using started = await startWithClient({ now: () => new Date('2030-01-01T00:00:00Z') });
    const { stripe, simulator } = started;
    const intent = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_createDispute' }));
    expect(intent.status).toBe('succeeded');
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    expect(dispute).toMatchObject({
      amount: 2000,
      charge: intent.latest_charge,
      reason: 'fraudulent',
      status: 'needs_response',
      is_charge_refundable: false,
      evidence_details: { due_by: Date.parse('2030-01-10T00:00:00Z') / 1000, has_evidence: false },
      balance_transactions: [{ amount: -2000, fee: 1500, net: -3500, reporting_category: 'dispute' }],
    });
    expect((await stripe.disputes.retrieve(dispute!.id)).id).toBe(dispute!.id);
    expect(await stripe.charges.retrieve(String(intent.latest_charge))).toMatchObject({ disputed: true });
    expect(
      simulator
        .events()
        .map(({ type }) => type)
        .slice(-2),
    ).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn']);
    for (const { data } of simulator.events().slice(-2)) {
      expect(data.object).toMatchObject({ balance_transactions: [{ net: -3500 }] });
    }
    expect(simulator.control.witness().account).toMatchObject({ usd: { captured: 2000, disputed: 2000 } });
  });

  it('cannot be refunded as well', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_createDispute' }));
    expect(await refusalOf(stripe.refunds.create({ payment_intent: id }))).toMatchObject({
      statusCode: 400,
      code: 'charge_disputed',
    });
    expect(started.simulator.refunds()).toEqual([]);
  });

  it('may only be asked about: no money moves, and it can be refunded', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    const { id } = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_createDisputeInquiry' }));
    expect(simulator.disputes()).toMatchObject([
      { status: 'warning_needs_response', is_charge_refundable: true, balance_transactions: [] },
    ]);
    expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 2000 });
  });

  it('is disputed when it is captured, not when it is authorized', async () => {
    await using started = await startWithClient();
    const card = { payment_method: 'pm_card_createDisputeProductNotReceived', capture_method: 'manual' } as const;
    const { id } = await started.stripe.paymentIntents.create(aPayment(card));
    expect(started.simulator.disputes()).toEqual([]);
    await started.stripe.paymentIntents.capture(id, { amount_to_capture: 700 });
    expect(started.simulator.disputes()).toMatchObject([{ amount: 700, reason: 'product_not_received' }]);
  });
});

describe('answering a dispute', () => {
  it.each([
    ['winning_evidence', 'won', 0, ['charge.dispute.funds_reinstated', 'charge.dispute.closed']],
    ['losing_evidence', 'lost', 2000, ['charge.dispute.updated', 'charge.dispute.closed']],
  ])('with %s ends in %s', async (uncategorized_text, status, disputed, lastEvents) => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_createDispute' }));
    const { id } = simulator.disputes()[0]!;
    const answered = await stripe.disputes.update(id, { evidence: { uncategorized_text } });
    expect(answered).toMatchObject({
      status: 'under_review',
      evidence: { uncategorized_text },
      evidence_details: { has_evidence: true, submission_count: 1 },
    });
    simulator.control.moveClock(60);
    expect(await stripe.disputes.retrieve(id)).toMatchObject({ status });
    expect(simulator.control.witness().account.usd).toMatchObject({ disputed });
    expect(
      simulator
        .events()
        .map(({ type }) => type)
        .slice(-2),
    ).toEqual(lastEvents);
    expect(await refusalOf(stripe.disputes.update(id, { evidence: { uncategorized_text } }))).toMatchObject({
      statusCode: 400,
    });
  });

  it('may turn an inquiry into a chargeback', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_createDisputeInquiry' }));
    const { id } = simulator.disputes()[0]!;
    await stripe.disputes.update(id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } });
    simulator.control.moveClock(60);
    expect(simulator.disputes()).toMatchObject([{ status: 'needs_response', is_charge_refundable: false }]);
    expect(simulator.control.witness().account.usd).toMatchObject({ disputed: 2000 });
  });

  it('is only noted when it is not submitted', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_createDispute' }));
    const { id } = simulator.disputes()[0]!;
    const evidence = { uncategorized_text: 'winning_evidence' };
    const noted = await stripe.disputes.update(id, { evidence, submit: false, metadata: { by: 'ada' } });
    expect(noted).toMatchObject({ status: 'needs_response', metadata: { by: 'ada' } });
    simulator.control.moveClock(60);
    expect(simulator.disputes()).toMatchObject([{ status: 'needs_response' }]);
  });

  it('can be given up', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_createDispute' }));
    const { id } = simulator.disputes()[0]!;
    expect(await stripe.disputes.close(id)).toMatchObject({ status: 'lost' });
    expect(await refusalOf(stripe.disputes.close(id))).toMatchObject({ statusCode: 400 });
    expect(simulator.events().at(-1)?.type).toBe('charge.dispute.closed');
  });
});
