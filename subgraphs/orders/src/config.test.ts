import { testEnvironment } from '@souk/subgraph-kit/testing';
import { expect, it } from 'vitest';
import { readOrdersConfig } from './config.js';

const stripe = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
const environment = (variables: Record<string, string>) => testEnvironment('postgres://host/orders', variables);

it('asks Stripe itself, holds stock for 15 minutes, unless told otherwise', () => {
  const config = readOrdersConfig(environment(stripe));
  expect(config).toMatchObject({ name: 'orders', reservationTtlSeconds: 900, paymentRecheckSeconds: 30 });
  expect(config.stripe).toEqual({ secretKey: 'sk_test_1', webhookSecret: 'whsec_1', apiUrl: undefined });
  const told = readOrdersConfig(environment({ ...stripe, STRIPE_API_URL: 'http://localhost:1', PORT: '' }));
  expect([told.stripe.apiUrl, told.port]).toEqual(['http://localhost:1', 4004]);
});

it.each(['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'])('does not start without %s, and says so', (name) => {
  expect(() => readOrdersConfig(environment({ ...stripe, [name]: '' }))).toThrow(name);
});

it.each(['0', '-1', 'soon', '86401'])('refuses %s seconds of reservation', (seconds) => {
  expect(() => readOrdersConfig(environment({ ...stripe, RESERVATION_TTL_SECONDS: seconds }))).toThrow(
    'RESERVATION_TTL_SECONDS',
  );
});
