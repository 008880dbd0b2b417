import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../faults/fault.js';
import { aPayment, startWithClient } from '../testing/start-with-client.js';
import { type ReceivedWebhook, startWebhookReceiver } from '../testing/webhook-receiver.js';

const secret = 'whsec_test';
type WebhookFaultInput = Extract<FaultInput, { on: 'webhook' }>;

describe('a webhook fault', () => {
  it('drops an event, which is shown as undelivered and can be resent', async () => {
    await using world = await startWorld({ effect: { kind: 'drop' }, match: { type: 'payment_intent.succeeded' } });
    const { stripe, simulator, receiver } = world;
    const from = Math.floor(Date.now() / 1000) - 1;
    await stripe.paymentIntents.create(aPayment());
    await simulator.whenWebhooksSettled();
    expect(typesOf(receiver.received).sort()).toEqual(['charge.succeeded', 'payment_intent.created']);

    const missed = await stripe.events.list({ delivery_success: false, created: { gte: from } });
    expect(missed.data).toMatchObject([{ type: 'payment_intent.succeeded', pending_webhooks: 1 }]);
    expect((await stripe.events.list({ delivery_success: false, created: { gt: from + 3600 } })).data).toEqual([]);
    simulator.control.resendEvent(missed.data[0]!.id);
    await simulator.whenWebhooksSettled();
    expect(typesOf(receiver.received).at(-1)).toBe('payment_intent.succeeded');
    expect((await stripe.events.list({ delivery_success: false })).data).toEqual([]);
  });

  it('duplicates an event, which counts as delivered once', async () => {
    await using world = await startWorld({ effect: { kind: 'duplicate', copies: 99 }, match: { type: 'customer.*' } });
    await world.stripe.customers.create({});
    await world.simulator.whenWebhooksSettled();
    expect(new Set(world.receiver.received.map(({ body }) => JSON.parse(body).id)).size).toBe(1);
    expect(world.receiver.received).toHaveLength(100);
    expect(world.simulator.events()).toMatchObject([{ pending_webhooks: 0 }]);
  });

  it('duplicates an event for each endpoint; the one that refuses it still counts', async () => {
    await using world = await startWorld({ effect: { kind: 'duplicate', copies: 3 } });
    await using refusing = await startWebhookReceiver(() => 500);
    await world.stripe.webhookEndpoints.create({ url: refusing.url, enabled_events: ['*'] });
    await world.stripe.customers.create({});
    await expect.poll(() => world.receiver.received.length).toBe(4);
    await expect.poll(() => refusing.received.length).toBeGreaterThanOrEqual(4);
    await world.stripe.customers.create({ name: 'later' });
    await expect.poll(() => world.simulator.events()[1]?.pending_webhooks).toBe(1);
    expect(world.simulator.events()).toMatchObject([{ pending_webhooks: 1 }, { pending_webhooks: 1 }]);
  });

  it('delays an event behind a later one', async () => {
    await using world = await startWorld({ effect: { kind: 'delay', ms: 1_000 }, match: { nth: 1 } });
    await world.stripe.customers.create({ name: 'first' });
    await world.stripe.customers.create({ name: 'second' });
    await world.simulator.whenWebhooksSettled();
    expect(world.receiver.received.map(({ body }) => JSON.parse(body).data.object.name)).toEqual(['second', 'first']);
  });

  it('holds events until all have come and lets them go in the order asked for', async () => {
    await using world = await startWorld({ effect: { kind: 'reorder', order: [5, 0, 3, 1, 4, 2] }, times: 6 });
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (const name of names.slice(0, 5)) await world.stripe.customers.create({ name });
    await world.simulator.whenWebhooksSettled();
    expect(world.receiver.received).toEqual([]);
    for (const name of names.slice(5)) await world.stripe.customers.create({ name });
    await world.simulator.whenWebhooksSettled();
    const arrived = world.receiver.received.map(({ body }) => JSON.parse(body).data.object.name);
    expect(arrived.filter((name) => name !== 'g').join('')).toBe('fadbec');
    expect(world.simulator.events().every(({ pending_webhooks }) => pending_webhooks === 0)).toBe(true);
  });

  it('lets held events go as they happened when it is taken back', async () => {
    await using world = await startWorld({ effect: { kind: 'reorder', order: [2, 1, 0] } });
    await world.stripe.customers.create({});
    await world.stripe.customers.create({});
    world.simulator.control.clearFaults();
    await world.simulator.whenWebhooksSettled();
    expect(world.receiver.received).toHaveLength(2);
  });

  it.each([
    ['wrong-signature', /No signatures found/],
    ['old-timestamp', /outside the tolerance/],
    ['other-secret', /No signatures found/],
  ] as const)('forges an event with %s, beside the true one', async (as, complaint) => {
    const match = { type: 'payment_intent.succeeded' };
    await using world = await startWorld({ effect: { kind: 'forge', as }, match }, (body) => body.includes('failed'));
    const { stripe, simulator, receiver } = world;
    const { id } = await stripe.paymentIntents.create(aPayment());
    await simulator.whenWebhooksSettled();

    const verdicts = receiver.received.map((webhook) => verdictOn(stripe, webhook));
    const [forged] = verdicts.filter((verdict) => verdict instanceof Error);
    expect(forged?.message).toMatch(complaint);
    expect(verdicts).toHaveLength(4);
    const { eventId } = simulator.control.forgedWebhooks()[0]!;
    expect(simulator.control.forgedWebhooks()).toMatchObject([
      { as, type: 'payment_intent.payment_failed', status: 400 },
    ]);
    const lie = receiver.received.map(({ body }) => JSON.parse(body)).find((event) => event.id === eventId);
    expect(lie.data.object).toMatchObject({ id, status: 'requires_payment_method', amount_received: 0 });
    await expect(stripe.events.retrieve(eventId)).rejects.toThrow('No such event');
  });

  it('tells an unpaid payment as paid', async () => {
    const match = { type: 'payment_intent.created' };
    await using world = await startWorld({ effect: { kind: 'forge', as: 'wrong-signature' }, match });
    await world.stripe.paymentIntents.create({ amount: 900, currency: 'usd' });
    await world.simulator.whenWebhooksSettled();
    const events = world.receiver.received.map(({ body }) => JSON.parse(body));
    expect(events.find(({ type }) => type === 'payment_intent.succeeded').data.object).toMatchObject({
      status: 'succeeded',
      amount_received: 900,
    });
  });

  it('befalls the events of one order', async () => {
    await using world = await startWorld({
      effect: { kind: 'drop' },
      match: { metadata: { orderId: '8' } },
      times: 99,
    });
    await world.stripe.paymentIntents.create(aPayment({ metadata: { orderId: '7' } }));
    const eight = await world.stripe.paymentIntents.create(aPayment({ metadata: { orderId: '8' } }));
    await world.stripe.refunds.create({ payment_intent: eight.id });
    await world.simulator.whenWebhooksSettled();
    const orders = world.receiver.received.map(({ body }) => JSON.parse(body).data.object.metadata.orderId);
    expect(orders).toEqual(['7', '7', '7']);
  });
});

it('scripts any of the 720 orders of six events; every 48th is tried', async () => {
  await using world = await startWorld({ effect: { kind: 'drop' }, match: { type: 'none' } });
  const { stripe, simulator, receiver } = world;
  const orders = permutations([0, 1, 2, 3, 4, 5]);
  expect(orders).toHaveLength(720);
  simulator.control.clearFaults();
  for (const order of orders.filter((_, index) => index % 48 === 47)) {
    const from = receiver.received.length;
    const { id } = simulator.control.addFault({ on: 'webhook', times: 6, effect: { kind: 'reorder', order } });
    for (let n = 0; n < 6; n++) await stripe.customers.create({ name: String(n) });
    await expect.poll(() => receiver.received.length).toBe(from + 6);
    const arrived = receiver.received.slice(from).map(({ body }) => Number(JSON.parse(body).data.object.name));
    expect(arrived).toEqual(order);
    simulator.control.clearFaults(id);
  }
});

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

function typesOf(received: readonly ReceivedWebhook[]): string[] {
  return received.map(({ body }) => JSON.parse(body).type);
}

function verdictOn(stripe: Stripe, { body, headers }: ReceivedWebhook): Stripe.Event | Error {
  try {
    return stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret);
  } catch (error) {
    return error as Error;
  }
}

/** @param isRefused    events that the receiver answers with 400 */
async function startWorld(fault: Omit<WebhookFaultInput, 'on'>, isRefused: (body: string) => boolean = () => false) {
  const receiver = await startWebhookReceiver((_, body) => (isRefused(body) ? 400 : 200));
  const started = await startWithClient({ webhooks: [{ url: receiver.url, secret }] });
  started.simulator.control.addFault({ on: 'webhook', times: fault.effect.kind === 'reorder' ? 99 : 1, ...fault });
  return {
    ...started,
    receiver,
    async [Symbol.asyncDispose]() {
      await started[Symbol.asyncDispose]();
      await receiver[Symbol.asyncDispose]();
    },
  };
}
