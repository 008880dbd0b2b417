import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startStripeSimulator } from './stripe-simulator.js';
import { aPayment, refusalOf, SECRET_KEY, startWithClient } from './testing/start-with-client.js';
import { startWebhookReceiver } from './testing/webhook-receiver.js';

let dataDir: string;
const ledgerFile = () => join(dataDir, 'stripe-ledger.jsonl');

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stripe-simulator-'));
});

afterEach(() => rm(dataDir, { recursive: true }));

describe('a simulator with a data folder', () => {
  it('goes on after a restart where it was', async () => {
    const before = await startWithClient({ dataDir });
    const customer = await before.stripe.customers.create({ name: 'Ada' });
    const paid = await before.stripe.paymentIntents.create(aPayment({ customer: customer.id }), {
      idempotencyKey: 'order-7',
    });
    const authorized = await before.stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
    const elsewhere = { url: 'http://127.0.0.1:9', enabled_events: ['payout.paid' as const] };
    const endpoint = await before.stripe.webhookEndpoints.create(elsewhere);
    const removed = await before.stripe.webhookEndpoints.create(elsewhere);
    await before.stripe.webhookEndpoints.del(removed.id);
    const witness = [before.simulator.paymentIntents(), before.simulator.charges(), before.simulator.events()];
    await before[Symbol.asyncDispose]();

    await using after = await startWithClient({ dataDir });
    const { stripe, simulator } = after;
    expect([simulator.paymentIntents(), simulator.charges(), simulator.events()]).toEqual(witness);
    expect((await stripe.webhookEndpoints.list()).data.map(({ id }) => id)).toEqual([endpoint.id]);
    const repeated = await stripe.paymentIntents.create(aPayment({ customer: customer.id }), {
      idempotencyKey: 'order-7',
    });
    expect(repeated.id).toBe(paid.id);
    expect(await stripe.refunds.create({ payment_intent: paid.id, amount: 400 })).toMatchObject({ amount: 400 });
    expect(await stripe.paymentIntents.capture(authorized.id)).toMatchObject({ status: 'succeeded' });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'Ada' });
  });

  it('keeps what it has yet to do, what it knows of cards, and what its witness saw', async () => {
    const before = await startWithClient({ dataDir });
    const { stripe } = before;
    const customer = (await stripe.customers.create({})).id;
    const { id: deleted } = await stripe.customers.create({});
    await stripe.customers.del(deleted);
    const saved = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.paymentMethods.detach(saved.id);
    const authorized = await stripe.paymentIntents.create(aPayment({ capture_method: 'manual' }));
    const paid = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_refundFail' }));
    await stripe.refunds.create({ payment_intent: paid.id });
    await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_createDispute' }));
    const { id: disputeId } = before.simulator.disputes()[0]!;
    await stripe.disputes.update(disputeId, { evidence: { uncategorized_text: 'losing_evidence' } });
    const seen = before.simulator.control.witness();
    await before[Symbol.asyncDispose]();

    await using after = await startWithClient({ dataDir });
    const { simulator } = after;
    expect(simulator.control.witness()).toEqual(seen);
    expect(await after.stripe.customers.retrieve(deleted)).toMatchObject({ deleted: true });
    const again = after.stripe.paymentMethods.attach(saved.id, { customer });
    expect((await refusalOf(again)).message).toContain('may not be used again');
    simulator.control.moveClock(8 * 24 * 60 * 60);
    expect(await after.stripe.paymentIntents.retrieve(authorized.id)).toMatchObject({ status: 'canceled' });
    expect(simulator.refunds()).toMatchObject([{ status: 'failed' }, { reason: 'expired_uncaptured_charge' }]);
    expect(simulator.disputes()).toMatchObject([{ status: 'lost' }]);
  });

  it('has every answered request on file, though it is killed', async () => {
    await using killed = await startWithClient({ dataDir });
    const { id } = await killed.stripe.paymentIntents.create(aPayment());
    await using successor = await startWithClient({ dataDir });
    expect(await successor.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' });
  });

  it('drops a line that a crash cut short, whole', async () => {
    const before = await startWithClient({ dataDir });
    await before.stripe.paymentIntents.create(aPayment());
    await before[Symbol.asyncDispose]();
    const whole = await readFile(ledgerFile(), 'utf8');
    await appendFile(ledgerFile(), whole.slice(0, whole.length / 2));

    const after = await startWithClient({ dataDir });
    expect(after.simulator.paymentIntents()).toHaveLength(1);
    await after.stripe.paymentIntents.create(aPayment());
    await after[Symbol.asyncDispose]();
    await using last = await startWithClient({ dataDir });
    expect(last.simulator.paymentIntents()).toHaveLength(2);
  });

  it.each(['{"kind":"put"}', '[{"kind":"put","object":{"id":"x","object":"cat"}}]', 'garbage'])(
    'does not start on a ledger with the line %s',
    async (line) => {
      await writeFile(ledgerFile(), `[]\n${line}\n`);
      await expect(startWithClient({ dataDir })).rejects.toThrow(/stripe-ledger\.jsonl, line 2 is damaged: move/);
    },
  );

  it('sends again what did not arrive before', async () => {
    await using broken = await startWebhookReceiver(() => 500);
    const before = await startWithClient({ dataDir, webhooks: [{ url: broken.url, secret: 'whsec_a' }] });
    await before.stripe.customers.create({});
    await expect.poll(() => broken.received.length).toBeGreaterThan(0);
    await before[Symbol.asyncDispose]();

    await using receiver = await startWebhookReceiver();
    const webhooks = [{ url: receiver.url, secret: 'whsec_b' }];
    const after = await startWithClient({ dataDir, webhooks });
    await after.simulator.whenWebhooksSettled();
    await after[Symbol.asyncDispose]();
    expect(receiver.received).toHaveLength(1);

    await using last = await startWithClient({ dataDir, webhooks });
    await last.simulator.whenWebhooksSettled();
    expect(receiver.received).toHaveLength(1);
  });

  it('tells payments that wait for authentication where its page is now', async () => {
    const before = await startWithClient({ dataDir });
    const payment = aPayment({ payment_method: 'pm_card_authenticationRequired', return_url: 'https://shop.example/' });
    const { id } = await before.stripe.paymentIntents.create(payment);
    await before[Symbol.asyncDispose]();

    await using after = await startWithClient({ dataDir });
    const { next_action } = await after.stripe.paymentIntents.retrieve(id);
    expect(next_action?.redirect_to_url?.return_url).toBe('https://shop.example/');
    expect(next_action?.redirect_to_url?.url).toContain(`${after.simulator.url}/3d_secure/${id}`);
  });
});

describe('starting', () => {
  it.each(['sk_live_abc', 'whatever', ''])('refuses the secret key "%s"', async (secretKey) => {
    await expect(startStripeSimulator({ secretKey, webhooks: [] })).rejects.toThrow('must be sk_test_');
  });

  it('refuses a busy port', async () => {
    await using started = await startWithClient();
    await expect(startWithClient({ port: started.simulator.port })).rejects.toThrow('EADDRINUSE');
  });

  it('derives the same publishable key at each start, and takes a given one', async () => {
    await using one = await startWithClient();
    await using two = await startWithClient();
    await using three = await startWithClient({ publishableKey: 'pk_test_mine' });
    expect(one.simulator.publishableKey).toBe(two.simulator.publishableKey);
    expect(one.simulator.publishableKey).not.toContain(SECRET_KEY);
    expect(three.simulator.publishableKey).toBe('pk_test_mine');
  });

  it('stamps with the clock it is given', async () => {
    await using started = await startWithClient({ now: () => new Date('2030-01-02T03:04:05Z') });
    const { created } = await started.stripe.paymentIntents.create(aPayment());
    expect(new Date(created * 1000).toISOString()).toBe('2030-01-02T03:04:05.000Z');
  });

  it('frees its port when it is disposed, though a client is in the middle of a request', async () => {
    const started = await startWithClient();
    const client = connect(started.simulator.port, '127.0.0.1');
    client.on('error', () => {});
    client.write('POST /v1/customers HTTP/1.1\r\nHost: simulator\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n');
    await once(client, 'data');
    await started[Symbol.asyncDispose]();
    expect((await refusalOf(started.stripe.customers.create({}))).type).toBe('StripeConnectionError');
  });
});
