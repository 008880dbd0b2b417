import { describe, expect, it } from 'vitest';
import { aPayment, startWithClient } from '../testing/start-with-client.js';
import { startWebhookReceiver } from '../testing/webhook-receiver.js';

const controlKey = 'control-key-of-a-test';

describe('the control surface', () => {
  it('does not exist without a key', async () => {
    await using started = await startWithClient();
    expect((await fetch(`${started.simulator.url}/_simulator/faults`)).status).toBe(404);
  });

  it.each([undefined, 'Bearer wrong', `Basic ${controlKey}`, 'Bearer sk_test_simulator'])(
    'refuses the authorization %s',
    async (authorization) => {
      await using started = await startWithClient({ controlKey });
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const answer = await fetch(`${started.simulator.url}/_simulator/witness`, { headers });
      expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'unauthorized' } }]);
    },
  );

  it('is not started with a short key', async () => {
    await expect(startWithClient({ controlKey: 'short' })).rejects.toThrow('at least 16 characters');
  });

  it('is not seen by a client of Stripe', async () => {
    await using started = await startWithClient({ controlKey });
    const call = _caller(started.simulator.url);
    await call('POST', '/faults', { on: 'request', effect: { kind: 'error', status: 500 } });
    expect(await call('GET', '/witness')).toMatchObject([200, {}]);
  });

  it('adds, lists and clears faults', async () => {
    await using started = await startWithClient({ controlKey });
    const call = _caller(started.simulator.url);
    const fault = { on: 'request', match: { path: '/v1/customers' }, times: 1, effect: { kind: 'error', status: 503 } };
    const [status, added] = await call('POST', '/faults', fault);
    expect([status, added]).toMatchObject([201, { ...fault, fired: 0 }]);
    await started.stripe.customers.create({}).catch(() => {});
    expect(await call('GET', '/faults')).toMatchObject([200, { faults: [{ id: added.id, fired: 1 }] }]);
    expect(await call('DELETE', `/faults/${added.id}`)).toEqual([200, { cleared: true }]);
    expect(await call('DELETE', `/faults/${added.id}`)).toMatchObject([404, { error: { code: 'not_found' } }]);
    expect(await call('DELETE', '/faults')).toEqual([200, { cleared: false }]);
  });

  it.each([
    [{ on: 'request', effect: { kind: 'explode' } }, 'effect'],
    [undefined, 'JSON'],
  ])('refuses the fault %o and says why', async (fault, why) => {
    await using started = await startWithClient({ controlKey });
    const [status, { error }] = await _caller(started.simulator.url)('POST', '/faults', fault);
    expect([status, error.code]).toEqual([400, 'invalid_request']);
    expect(error.message).toContain(why);
  });

  it('moves the clock, on and back', async () => {
    const now = () => new Date('2030-01-01T00:00:00Z');
    await using started = await startWithClient({ controlKey, now });
    const call = _caller(started.simulator.url);
    const [, moved] = await call('POST', '/clock', { advanceSeconds: 3600 });
    expect(moved).toEqual({ now: '2030-01-01T01:00:00.000Z', offsetSeconds: 3600 });
    expect((await started.stripe.customers.create({})).created).toBe(Date.parse('2030-01-01T01:00:00Z') / 1000);
    await call('POST', '/clock', { advanceSeconds: -7200 });
    expect(await call('GET', '/clock')).toMatchObject([200, { offsetSeconds: -3600 }]);
    expect((await started.stripe.customers.create({})).created).toBe(Date.parse('2029-12-31T23:00:00Z') / 1000);
  });

  it('stops, lets go and sends again', async () => {
    await using receiver = await startWebhookReceiver();
    await using started = await startWithClient({ controlKey, webhooks: [{ url: receiver.url, secret: 'whsec_a' }] });
    const { simulator, stripe } = started;
    const call = _caller(simulator.url);
    await call('POST', '/webhooks/stop');
    await stripe.customers.create({});
    await simulator.whenWebhooksSettled();
    expect(receiver.received).toEqual([]);
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
    await call('POST', '/webhooks/go');
    await simulator.whenWebhooksSettled();
    const { id } = simulator.events()[0]!;
    expect(await call('POST', `/events/${id}/resend`)).toEqual([200, { endpoints: 1 }]);
    await simulator.whenWebhooksSettled();
    expect(receiver.received.map(({ body }) => JSON.parse(body).id)).toEqual([id, id]);
    expect(await call('POST', '/events/evt_none/resend')).toMatchObject([404, {}]);
  });

  it('tells what the witness has seen', async () => {
    await using started = await startWithClient({ controlKey });
    const { stripe } = started;
    const call = _caller(started.simulator.url);
    const paid = await stripe.paymentIntents.create(aPayment({ metadata: { orderId: '7' } }), { idempotencyKey: 'k7' });
    await stripe.paymentIntents.create(aPayment({ amount: 900, currency: 'eur' }));
    await stripe.refunds.create({ payment_intent: paid.id, amount: 500 });
    expect(await call('GET', '/witness')).toEqual([
      200,
      {
        orders: { 7: { currency: 'usd', captured: 2000, refunded: 500, disputed: 0, chargesSucceeded: 1 } },
        account: {
          usd: { captured: 2000, refunded: 500, disputed: 0, chargesSucceeded: 1 },
          eur: { captured: 900, refunded: 0, disputed: 0, chargesSucceeded: 1 },
        },
        differences: [],
      },
    ]);
    expect(await call('GET', '/movements?orderId=7')).toMatchObject([
      200,
      { movements: [{ kind: 'charged' }, { kind: 'captured', amount: 2000 }, { kind: 'refunded', amount: 500 }] },
    ]);
    const [, { executions }] = await call('GET', '/idempotency_keys');
    expect(executions).toMatchObject({ k7: 1 });
  });

  it.each([
    ['GET', '/nothing'],
    ['PUT', '/faults'],
    ['GET', '/webhooks/stop'],
    ['GET', '/__proto__'],
  ])('answers %s %s with 404', async (method, path) => {
    await using started = await startWithClient({ controlKey });
    expect(await _caller(started.simulator.url)(method, path)).toMatchObject([404, { error: { code: 'not_found' } }]);
  });
});

function _caller(url: string) {
  return async (method: string, path: string, body?: object): Promise<[number, any]> => {
    const answer = await fetch(`${url}/_simulator${path}`, {
      method,
      headers: { authorization: `Bearer ${controlKey}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    return [answer.status, await answer.json()];
  };
}
