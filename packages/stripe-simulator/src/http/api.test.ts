import { expect, it } from 'vitest';
import { API_VERSION } from '../api-version.js';
import { aPayment, refusalOf, SECRET_KEY, startWithClient } from '../testing/start-with-client.js';

it.each([
  ['Bearer', `Bearer ${SECRET_KEY}`, 200],
  ['Basic', `Basic ${Buffer.from(`${SECRET_KEY}:`).toString('base64')}`, 200],
  ['no key', undefined, 401],
  ['another key', 'Bearer sk_test_other', 401],
])('authenticates by %s', async (_, authorization, status) => {
  await using started = await startWithClient();
  const answer = await fetch(`${started.simulator.url}/v1/events`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('request-id')).toMatch(/^req_\w{14}$/);
  expect(answer.headers.get('stripe-version')).toBe(API_VERSION);
});

it('does not repeat a wrong key', async () => {
  await using started = await startWithClient();
  const error = await refusalOf(started.clientWith('sk_test_verySecretThing').customers.create({}));
  expect(error).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 });
  expect(error.message).toBe('Invalid API Key provided: sk_test_***********hing');
});

it.each([
  ['an unknown parameter', { colour: 'red' }, 'parameter_unknown', 'colour'],
  [
    'an unknown nested parameter',
    { automatic_payment_methods: { enabled: true, x: 1 } },
    'parameter_unknown',
    'automatic_payment_methods[x]',
  ],
  ['a missing parameter', { amount: undefined }, 'parameter_missing', 'amount'],
  ['an empty parameter', { customer: '' }, 'parameter_invalid_empty', 'customer'],
  ['a fraction', { amount: 10.5 }, 'parameter_invalid_integer', 'amount'],
  ['a boolean that is none', { confirm: 'maybe' }, undefined, 'confirm'],
  ['a hash in place of a text', { description: { a: 1 } }, undefined, 'description'],
])('refuses %s', async (_, overrides, code, param) => {
  await using started = await startWithClient();
  const payment = { amount: 500, currency: 'usd', ...overrides };
  const error = await refusalOf(started.stripe.paymentIntents.create(payment as never));
  expect([error.type, error.statusCode, error.code, error.param]).toEqual([
    'StripeInvalidRequestError',
    400,
    code,
    param,
  ]);
});

it('names every unknown parameter', async () => {
  await using started = await startWithClient();
  const error = await refusalOf(started.stripe.customers.create({ shoe: 1, hat: 2 } as never));
  expect(error.message).toBe('Received unknown parameters: shoe, hat');
});

it.each([
  ['GET', '/v1/cats', 404],
  ['PUT', '/v1/payment_intents', 404],
  ['GET', '/v1/payment_intents/', 404],
  ['GET', '/v1/payment_intents/pi_nothing', 404],
  ['GET', '/elsewhere', 404],
  ['GET', '//', 400],
])('answers %s %s with %i', async (method, path, status) => {
  await using started = await startWithClient();
  const answer = await fetch(started.simulator.url + path, {
    method,
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  expect(answer.status).toBe(status);
});

it.each([
  ['another version of the API', { 'stripe-version': '2020-08-27' }],
  ['a body that is no form', { 'content-type': 'application/json' }],
  ['an idempotency key of more than 255 characters', { 'idempotency-key': 'k'.repeat(256) }],
])('refuses %s', async (_, headers) => {
  await using started = await startWithClient();
  const answer = await fetch(`${started.simulator.url}/v1/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: 'name=Ada',
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
});

it('refuses a body larger than a megabyte', async () => {
  await using started = await startWithClient();
  const answer = await fetch(`${started.simulator.url}/v1/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}` },
    body: 'x'.repeat(1024 * 1024 + 1),
  });
  expect(answer.status).toBe(413);
});

it('expands below lists', async () => {
  await using started = await startWithClient();
  await started.stripe.paymentIntents.create(aPayment());
  const { data } = await started.stripe.paymentIntents.list({
    expand: ['data.latest_charge.payment_intent', 'data.payment_method'],
  });
  expect(data).toMatchObject([
    { latest_charge: { object: 'charge', payment_intent: { id: data[0]!.id } }, payment_method: { type: 'card' } },
  ]);
});

it.each([
  ['colour'],
  ['latest_charge.colour'],
  ['data.latest_charge'],
  ['latest_charge.payment_intent.latest_charge.payment_intent.customer'],
])('refuses to expand %s, before anything is done', async (path) => {
  await using started = await startWithClient();
  const error = await refusalOf(started.stripe.paymentIntents.create(aPayment({ expand: [path] })));
  expect(error).toMatchObject({ statusCode: 400, param: 'expand' });
  expect(started.simulator.paymentIntents()).toEqual([]);
});
