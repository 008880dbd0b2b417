import { expect, it } from 'vitest';
import { Ledger } from './ledger.js';
import { forgetOld } from './retention.js';
import { aPayment, startWithClient } from './testing/start-with-client.js';

it('forgets events of more than 30 days', async () => {
  await using started = await startWithClient();
  const { stripe, simulator } = started;
  await stripe.customers.create({ name: 'old' });
  simulator.control.moveClock(30 * 24 * 60 * 60 + 1);
  await stripe.customers.create({ name: 'new' });
  expect((await stripe.events.list()).data).toMatchObject([{ data: { object: { name: 'new' } } }]);
});

it('keeps the newest payments with all that belongs to them, and customers and their cards', async () => {
  const ledger = new Ledger(() => {});
  await using started = await startWithClient();
  const { stripe, simulator } = started;
  const customer = await stripe.customers.create({ payment_method: 'pm_card_visa' });
  for (let n = 0; n < 4; n++) {
    await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_chargeDeclined' })).catch(() => {});
    const { id } = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_createDisputeInquiry' }));
    await stripe.refunds.create({ payment_intent: id, amount: 100 });
  }
  const [card] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
  for (const list of [simulator.paymentIntents(), simulator.charges(), simulator.refunds(), simulator.disputes()]) {
    for (const object of list) ledger.ofKind(object.object).restore(object);
  }
  for (const event of simulator.events()) ledger.events.restore(event);
  for (const object of [...(await stripe.balanceTransactions.list({ limit: 100 })).data].reverse()) {
    ledger.balanceTransactions.restore(object);
  }
  ledger.paymentMethods.restore(card);
  for (const id of ['pm_1', 'pm_2', 'pm_3', 'pm_4']) ledger.paymentMethods.restore({ ...card, id, customer: null });
  const gone = { events: [] as string[], charges: [] as string[] };

  const retention = { maxEvents: 3, maxPayments: 3 };
  forgetOld(ledger, retention, {
    now: Math.floor(Date.now() / 1000),
    onEvent: (id) => gone.events.push(id),
    onCharge: (id) => gone.charges.push(id),
  });

  const kept = simulator.paymentIntents().slice(-3);
  expect(ledger.paymentIntents.oldestFirst()).toEqual(kept);
  expect(ledger.charges.oldestFirst().map(({ payment_intent }) => payment_intent)).toEqual(kept.map(({ id }) => id));
  expect(ledger.refunds.oldestFirst().map(({ payment_intent }) => payment_intent)).toEqual([kept[0]!.id, kept[2]!.id]);
  expect(ledger.disputes.size).toBe(2);
  expect(ledger.balanceTransactions.size).toBe(4);
  expect(ledger.events.oldestFirst()).toEqual(simulator.events().slice(-3));
  expect(gone.events).toHaveLength(simulator.events().length - 3);
  expect(gone.charges).toHaveLength(5);
  expect(ledger.paymentMethods.oldestFirst().map(({ id }) => id)).toEqual([card!.id, 'pm_3', 'pm_4']);
});
