import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRouterConfig } from './read-router-config.js';
import { RouterConfigError } from './router-config.js';

const KEY = 'k'.repeat(32);
const PRODUCTION = {
  NODE_ENV: 'production',
  JWKS_URL: 'http://users/jwks.json',
  ROUTER_SIGNING_KEY: KEY,
  REDIS_URL: 'redis://redis',
};

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'router-config-')), 'router.yaml');
  writeFileSync(path, text);
  return path;
}

describe('readRouterConfig', () => {
  it('has a default for everything', () => {
    const config = readRouterConfig({ env: {} });
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      introspection: true,
      allowOpen: false,
      subgraphs: {},
    });
    expect(config.deadlines).toEqual({ operationMs: 5_000, mutationMs: 15_000, subgraphMs: 2_000 });
    expect(config.authentication).toBeUndefined();
  });

  it('takes the mode and the invalidation key of caching from the environment, and the rest of its section from the file', () => {
    const env = { ROUTER_INVALIDATION_KEY: KEY };
    expect(readRouterConfig({ env: { ROUTER_CACHING: 'entities' } }).caching.mode).toBe('entities');
    const path = file('caching: { mode: entities, maxSeconds: 60 }');
    expect(readRouterConfig({ env, file: path }).caching).toMatchObject({
      mode: 'entities',
      maxSeconds: 60,
      invalidationKey: KEY,
    });
    expect(readRouterConfig({ env }).caching).toMatchObject({ mode: 'off', invalidationKey: KEY });
    expect(() => readRouterConfig({ env, file: file('caching: on') })).toThrow('Configuration "caching" is wrong');
  });

  it('lets the environment win over the file, and overrides over both; an empty variable is not set', () => {
    const path = file('port: 1\nhost: a\nsigningKey: ""\nauthentication: { jwksUrl: "http://file/", issuer: me }\n');
    const env = { PORT: '2', HOST: '', JWKS_URL: 'http://env/', ROUTER_SIGNING_KEY: KEY };
    const config = readRouterConfig({ env, file: path, overrides: { port: 3 } });
    expect(config).toMatchObject({ port: 3, host: 'a', signingKey: KEY });
    expect(config.authentication).toMatchObject({
      issuers: [{ jwksUrl: 'http://env/', issuer: 'me', audience: 'souk', algorithms: ['RS256'] }],
      clockToleranceSeconds: 5,
    });
  });

  it('reads JSON as well', () => {
    expect(readRouterConfig({ env: {}, file: file('{"limits": {"depth": 7}}') }).limits.depth).toBe(7);
  });

  it.each([
    ['dpeth: 1', 'Unknown configuration key "dpeth"'],
    ['limits: { dpeth: 1 }', 'Unknown configuration key "limits.dpeth"'],
    ['limits: { depth: deep }', 'Configuration "limits.depth" is wrong'],
    ['subgraphs: { users: { url: "ftp://x" } }', 'Configuration "subgraphs.users.url" is wrong'],
    ['signingKey: short', 'Configuration "signingKey" is wrong: must have at least 32 characters'],
    ['authentication: { issuer: me }', 'Configuration "authentication.jwksUrl" is wrong'],
    ['- a list', 'must hold a mapping'],
    ['a: [', 'cannot be read'],
  ])('refuses %s', (text, message) => {
    expect(() => readRouterConfig({ env: {}, file: file(text) })).toThrow(message);
    expect(() => readRouterConfig({ env: {}, file: file(text) })).toThrow(RouterConfigError);
  });

  it('starts in production with everything set, or when it is told to serve openly', () => {
    expect(readRouterConfig({ env: PRODUCTION }).redisUrl).toBe('redis://redis');
    expect(readRouterConfig({ env: { NODE_ENV: 'production', ROUTER_ALLOW_OPEN: 'true' } }).allowOpen).toBe(true);
    expect(readRouterConfig({ env: { NODE_ENV: 'production' }, file: file('allowOpen: true') }).allowOpen).toBe(true);
  });

  it.each(['JWKS_URL', 'ROUTER_SIGNING_KEY', 'REDIS_URL'])('does not start in production without %s', (variable) => {
    expect(() => readRouterConfig({ env: { ...PRODUCTION, [variable]: '' } })).toThrow(`${variable} is required`);
    expect(() => readRouterConfig({ env: { ...PRODUCTION, [variable]: '', ROUTER_ALLOW_OPEN: 'no' } })).toThrow(
      variable,
    );
  });
});
