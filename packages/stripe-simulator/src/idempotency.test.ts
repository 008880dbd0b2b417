import { describe, expect, it } from 'vitest';
import { type AnsweredEntry, IdempotencyKeys } from './idempotency.js';
import { aPayment, refusalOf, startWithClient } from './testing/start-with-client.js';

describe('IdempotencyKeys', () => {
  it('refuses a key that is in flight with 409, and replays it afterwards', async () => {
    const store = _store();
    let finishCommit = () => {};
    const commit = () => new Promise<void>((resolve) => (finishCommit = resolve));
    const first = store.once('k', { commit });
    await expect(store.once('k')).rejects.toMatchObject({ status: 409, body: { code: 'idempotency_key_in_use' } });
    finishCommit();
    expect(await first).toMatchObject({ isReplay: false, answer: { body: '1' } });
    expect(await store.once('k')).toMatchObject({ isReplay: true, answer: { body: '1' } });
  });

  it('refuses the same key with other parameters, and at another endpoint', async () => {
    const store = _store();
    await store.once('k', { parameters: 'amount=1&currency=usd' });
    await expect(store.once('k', { parameters: 'amount=2&currency=usd' })).rejects.toMatchObject({
      status: 400,
      body: { type: 'idempotency_error' },
    });
    await expect(
      store.once('k', { parameters: 'amount=1&currency=usd', endpoint: '/v1/refunds' }),
    ).rejects.toMatchObject({ status: 400, body: { type: 'idempotency_error' } });
    expect(await store.once('k', { parameters: 'currency=usd&amount=1' })).toMatchObject({ isReplay: true });
  });

  it('forgets a key after 24 hours', async () => {
    const store = _store();
    await store.once('k');
    store.clock.seconds += 24 * 60 * 60 - 1;
    expect(await store.once('k')).toMatchObject({ isReplay: true });
    store.clock.seconds += 1;
    expect(await store.once('k')).toMatchObject({ isReplay: false, answer: { body: '2' } });
  });

  it('forgets the oldest keys when there are too many', async () => {
    const store = _store({ maxKeys: 2 });
    for (const key of ['a', 'b', 'c']) await store.once(key);
    expect(await store.once('c')).toMatchObject({ isReplay: true });
    expect(await store.once('a')).toMatchObject({ isReplay: false });
  });

  it('lets a request be tried again when it could not be made durable', async () => {
    const store = _store();
    await expect(store.once('k', { commit: () => Promise.reject(new Error('disk full')) })).rejects.toThrow(
      'disk full',
    );
    expect(await store.once('k')).toMatchObject({ isReplay: false });
  });

  it('knows what another one recorded', async () => {
    const before = _store();
    await before.once('k');
    const after = _store();
    for (const entry of before.recorded) after.keys.restore(entry);
    expect(await after.once('k')).toMatchObject({ isReplay: true, answer: { body: '1' } });
  });
});

describe('the idempotency key of a request', () => {
  it('replays the answer of the first', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const first = await stripe.paymentIntents.create(aPayment(), { idempotencyKey: 'order-7' });
    const second = await stripe.paymentIntents.create(aPayment(), { idempotencyKey: 'order-7' });
    expect(second.id).toBe(first.id);
    expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
    expect(second.lastResponse.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'idempotency-key': 'order-7',
      'original-request': first.lastResponse.requestId,
    });
    expect(started.simulator.events()[0]?.request).toEqual({
      id: first.lastResponse.requestId,
      idempotency_key: 'order-7',
    });
    expect(started.simulator.charges()).toHaveLength(1);
  });

  it('replays a decline without asking the issuer again', async () => {
    await using started = await startWithClient();
    const payment = aPayment({ payment_method: 'pm_card_chargeDeclined' });
    const attempt = () => refusalOf(started.stripe.paymentIntents.create(payment, { idempotencyKey: 'order-7' }));
    const [first, second] = [await attempt(), await attempt()];
    expect(second.charge).toBe(first.charge);
    expect(second.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    expect(started.simulator.charges()).toHaveLength(1);
  });

  it('is not used up by a request that was refused before it began', async () => {
    await using started = await startWithClient();
    const { stripe } = started;
    const key = { idempotencyKey: 'order-7' };
    await refusalOf(stripe.paymentIntents.create({ ...aPayment(), colour: 'red' } as never, key));
    expect((await stripe.paymentIntents.create(aPayment(), key)).status).toBe('succeeded');
  });

  it('with other parameters is an error of its own type', async () => {
    await using started = await startWithClient();
    const key = { idempotencyKey: 'order-7' };
    await started.stripe.paymentIntents.create(aPayment(), key);
    const error = await refusalOf(started.stripe.paymentIntents.create(aPayment({ amount: 2001 }), key));
    expect(error).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
  });

  it('makes one charge of twenty concurrent requests', async () => {
    await using started = await startWithClient();
    const key = { idempotencyKey: 'order-7' };
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => started.stripe.paymentIntents.create(aPayment(), key)),
    );
    const intents = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []));
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.statusCode] : []));
    expect(new Set(intents).size).toBe(1);
    expect(refusals.filter((status) => status !== 409)).toEqual([]);
    expect(started.simulator.charges()).toHaveLength(1);
  });
});

function _store({ maxKeys }: { maxKeys?: number } = {}) {
  const clock = { seconds: 1_800_000_000 };
  const recorded: AnsweredEntry[] = [];
  const keys = new IdempotencyKeys({
    now: () => clock.seconds,
    record: (entry) => recorded.push(entry),
    ...(maxKeys && { maxKeys }),
  });
  let executions = 0;
  const once = (
    key: string,
    { parameters = '', endpoint = '/v1/payment_intents', commit = () => Promise.resolve() } = {},
  ) =>
    keys.once(
      { key, endpoint, parameters: new URLSearchParams(parameters) },
      { execute: () => ({ status: 200, body: String(++executions), requestId: 'req_1' }), commit },
    );
  return { keys, clock, recorded, once };
}
