import Stripe from 'stripe';
import { describe, expect, it, vi } from 'vitest';
import { newWebhookEndpoint } from '../resources/webhook-endpoints.js';
import { aPayment, startWithClient } from '../testing/start-with-client.js';
import { type ReceivedWebhook, startWebhookReceiver } from '../testing/webhook-receiver.js';
import { WebhookDispatcher } from './dispatcher.js';

const secret = 'whsec_test';

describe('webhooks of a simulator', () => {
  it('arrive signed, one per event, as the API shows them', async () => {
    await using receiver = await startWebhookReceiver();
    await using started = await startWithClient({ webhooks: [{ url: receiver.url, secret }] });
    const intent = await started.stripe.paymentIntents.create(aPayment({ metadata: { orderId: '7' } }));
    await started.simulator.whenWebhooksSettled();

    const events = receiver.received.map(({ headers, body }) =>
      started.stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret),
    );
    expect(events.map(({ type }) => type).sort()).toEqual([
      'charge.succeeded',
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
    const succeeded = events.find(({ type }) => type === 'payment_intent.succeeded');
    expect(succeeded).toMatchObject({
      api_version: Stripe.API_VERSION,
      pending_webhooks: 1,
      data: { object: { id: intent.id, status: 'succeeded', metadata: { orderId: '7' } } },
    });
    expect(await started.stripe.events.retrieve(succeeded!.id)).toMatchObject({
      data: succeeded!.data,
      pending_webhooks: 0,
    });
  });

  it('carry a signature that another secret does not verify', async () => {
    await using receiver = await startWebhookReceiver();
    await using started = await startWithClient({ webhooks: [{ url: receiver.url, secret }] });
    await started.stripe.customers.create({});
    await started.simulator.whenWebhooksSettled();
    const { headers, body } = onlyOne(receiver.received);
    const signature = String(headers['stripe-signature']);
    const { webhooks } = started.stripe;
    expect(() => webhooks.constructEvent(body, signature, 'whsec_other')).toThrow('signature');
    expect(() => webhooks.constructEvent(body.replace('customer', 'Customer'), signature, secret)).toThrow('signature');
  });

  it('keep the state that an event reported', async () => {
    await using receiver = await startWebhookReceiver();
    await using started = await startWithClient({ webhooks: [{ url: receiver.url, secret }] });
    await started.stripe.paymentIntents.create(aPayment());
    const [created] = (await started.stripe.events.list({ type: 'payment_intent.created' })).data;
    expect(created).toMatchObject({ data: { object: { status: 'requires_confirmation', latest_charge: null } } });
  });

  it('go to endpoints made through the API, for the events they ask for, until they are deleted', async () => {
    await using receiver = await startWebhookReceiver();
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['charge.refunded'] });
    const { id } = await stripe.paymentIntents.create(aPayment());
    await stripe.refunds.create({ payment_intent: id, amount: 100 });
    await simulator.whenWebhooksSettled();

    const { headers, body } = onlyOne(receiver.received);
    const signature = String(headers['stripe-signature']);
    expect(stripe.webhooks.constructEvent(body, signature, endpoint.secret!).type).toBe('charge.refunded');

    const listed = await stripe.webhookEndpoints.list();
    expect(listed.data).toMatchObject([{ id: endpoint.id, url: receiver.url, status: 'enabled' }]);
    expect(listed.data[0]).not.toHaveProperty('secret');

    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ id: endpoint.id, deleted: true });
    await stripe.refunds.create({ payment_intent: id, amount: 100 });
    await simulator.whenWebhooksSettled();
    expect(receiver.received).toHaveLength(1);
  });

  it('can be looked up by type and by what did not arrive', async () => {
    await using receiver = await startWebhookReceiver();
    await using started = await startWithClient();
    const { stripe } = started;
    const { id } = await stripe.paymentIntents.create(aPayment());
    await stripe.webhookEndpoints.create({ url: `${receiver.url}`, enabled_events: ['*'] });
    await stripe.refunds.create({ payment_intent: id });
    await started.simulator.whenWebhooksSettled();
    const typesOf = async (params: Stripe.EventListParams) =>
      (await stripe.events.list(params)).data.map(({ type }) => type);
    expect(await typesOf({ type: 'charge.*' })).toEqual(['charge.refunded', 'charge.succeeded']);
    expect(await typesOf({ types: ['refund.created', 'payment_intent.created'] })).toEqual([
      'refund.created',
      'payment_intent.created',
    ]);
    expect(await typesOf({ delivery_success: false })).toEqual([]);
  });
});

describe('WebhookDispatcher', () => {
  it('tries again until the endpoint takes the event', async () => {
    await using receiver = await startWebhookReceiver((n) => [500, 301, 200][n]);
    await using dispatcher = _dispatcher(receiver.url, { retryDelaysMs: [1, 1, 1] });
    dispatcher.send(_anEvent('evt_1'));
    await dispatcher.whenSettled();
    expect(receiver.received).toHaveLength(3);
    expect(dispatcher.onDelivered).toHaveBeenCalledExactlyOnceWith('evt_1');
  });

  it('gives up after the last retry', async () => {
    await using receiver = await startWebhookReceiver(() => 500);
    await using dispatcher = _dispatcher(receiver.url, { retryDelaysMs: [1, 1] });
    dispatcher.send(_anEvent('evt_1'));
    await dispatcher.whenSettled();
    expect(receiver.received).toHaveLength(3);
    expect(dispatcher.onDelivered).not.toHaveBeenCalled();
  });

  it('counts an endpoint that does not answer in time as a failure', async () => {
    await using receiver = await startWebhookReceiver((n) => (n === 0 ? undefined : 200));
    await using dispatcher = _dispatcher(receiver.url, { retryDelaysMs: [1], deadlineMs: 500 });
    dispatcher.send(_anEvent('evt_1'));
    await dispatcher.whenSettled();
    expect(receiver.received).toHaveLength(2);
    expect(dispatcher.onDelivered).toHaveBeenCalledOnce();
  });

  it('does not hold up other events behind one that fails', async () => {
    await using receiver = await startWebhookReceiver((n) => (n === 0 ? 500 : 200));
    await using dispatcher = _dispatcher(receiver.url, { retryDelaysMs: [60_000] });
    dispatcher.send(_anEvent('evt_1'));
    await expect.poll(() => receiver.received.length).toBe(1);
    dispatcher.send(_anEvent('evt_2'));
    await expect.poll(() => dispatcher.onDelivered.mock.calls.length).toBe(1);
    expect(dispatcher.onDelivered).toHaveBeenCalledWith('evt_2');
  });

  it('stops at once, whatever waits or is under way', async () => {
    await using receiver = await startWebhookReceiver((n) => (n === 0 ? 500 : undefined));
    const dispatcher = _dispatcher(receiver.url, { retryDelaysMs: [60_000] });
    for (let n = 0; n < 40; n++) dispatcher.send(_anEvent(`evt_${n}`));
    await expect.poll(() => receiver.received.length).toBe(17);
    await dispatcher[Symbol.asyncDispose]();
    expect(dispatcher.onDelivered).not.toHaveBeenCalled();
    expect(receiver.received).toHaveLength(17);
  });
});

function onlyOne(received: readonly ReceivedWebhook[]): ReceivedWebhook {
  expect(received).toHaveLength(1);
  return received[0]!;
}

function _dispatcher(url: string, options: { retryDelaysMs: number[]; deadlineMs?: number }) {
  const endpoint = newWebhookEndpoint({ url, secret, at: 0, enabledEvents: ['*'] });
  const onDelivered = vi.fn<(eventId: string) => void>();
  const dispatcher = new WebhookDispatcher({ endpoints: () => [endpoint], now: () => 0, onDelivered, ...options });
  return Object.assign(dispatcher, { onDelivered });
}

function _anEvent(id: string): Stripe.Event {
  return { id, object: 'event', type: 'customer.created' } as Stripe.Event;
}
