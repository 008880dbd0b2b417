import { expect, it } from 'vitest';
import { readSubgraphConfig } from './config.js';

const complete = {
  DATABASE_URL: 'postgres://127.0.0.1/souk_orders',
  ROUTER_SIGNING_KEY: 'r'.repeat(32),
  SERVICE_SIGNING_KEY: 's'.repeat(32),
};
const facts = { name: 'orders', defaultPort: 4004 } as const;

it('has a default for everything but the database and the keys', () => {
  const config = readSubgraphConfig({ ...complete, CARTS_URL: 'http://127.0.0.1:4003/' }, facts);
  expect(config).toMatchObject({ host: '127.0.0.1', port: 4004, redisUrl: 'memory://souk', isProduction: false });
  expect(config.peers).toEqual({ carts: 'http://127.0.0.1:4003' });
});

it('names every variable that is missing or wrong, and no value', () => {
  const read = () => readSubgraphConfig({ ROUTER_SIGNING_KEY: 'short-secret', PORT: 'http' }, facts);
  expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*ROUTER_SIGNING_KEY[\s\S]*SERVICE_SIGNING_KEY/);
  expect(read).not.toThrow(/short-secret/);
});

it('does not start in production on a Redis inside the process', () => {
  expect(() => readSubgraphConfig({ ...complete, NODE_ENV: 'production' }, facts)).toThrow('REDIS_URL');
});
