import { describe, expect, it } from 'vitest';
import { readConfig } from './config.js';

const STRIPE_SECRET_KEY = 'sk_test_abc';

describe('readConfig', () => {
  it('has a default for everything but the key', () => {
    expect(readConfig({ STRIPE_SECRET_KEY })).toEqual({
      host: '127.0.0.1',
      port: 12_111,
      secretKey: 'sk_test_abc',
      webhooks: [],
    });
  });

  it('reads one webhook endpoint, the port and the data folder', () => {
    const env = {
      STRIPE_SECRET_KEY,
      HOST: '0.0.0.0',
      PORT: '8080',
      DATA_DIR: '/data',
      STRIPE_WEBHOOK_URL: 'http://orders:4004/webhooks/stripe',
      STRIPE_WEBHOOK_SECRET: 'whsec_x',
    };
    expect(readConfig(env)).toEqual({
      host: '0.0.0.0',
      port: 8080,
      secretKey: 'sk_test_abc',
      webhooks: [{ url: 'http://orders:4004/webhooks/stripe', secret: 'whsec_x' }],
      dataDir: '/data',
    });
  });

  it.each([
    ['STRIPE_SECRET_KEY', {}],
    ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'sk_live_abc' }],
    ['PORT', { STRIPE_SECRET_KEY, PORT: 'http' }],
    ['STRIPE_WEBHOOK_SECRET', { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_URL: 'http://x.example' }],
    ['STRIPE_WEBHOOK_URL', { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_URL: 'x', STRIPE_WEBHOOK_SECRET: 'whsec_x' }],
  ])('names %s when it is wrong', (name, env) => {
    expect(() => readConfig(env)).toThrow(name);
  });
});
