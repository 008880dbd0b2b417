import { createHmac } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { parseRouterConfig } from '../../src/config/router-config.js';
import { shop } from '../fixtures/shop.js';
import { startFederation, type TestFederation } from '../fixtures/start-federation.js';

const KEY = 'a key that is shared with the subgraph catalogue';

let federation: TestFederation;

beforeAll(async () => {
  federation = await startFederation(shop, {
    signingKey: 'the key that signs what subgraphs are told of viewers',
    headers: {
      toSubgraphs: [
        { propagate: 'X-Tenant', default: 'none' },
        { propagate: 'x-tag-*' },
        { propagate: 'authorization', rename: 'x-client-authorization' },
        { insert: 'x-from', value: 'router' },
      ],
      toClient: [
        { propagate: 'x-served-by', merge: 'append' },
        { propagate: 'set-cookie', merge: 'append' },
        { propagate: 'x-first', merge: 'first' },
        { propagate: 'x-last' },
      ],
    },
    subgraphs: {
      catalogue: {
        headers: { toSubgraphs: [{ remove: 'x-from' }, { propagate: 'cookie' }] },
        signing: {
          algorithm: 'hmac-sha256',
          key: KEY,
          keyId: 'k1',
          headers: ['x-request-id', 'X-Tenant', 'x-absent', 'content-type'],
        },
      },
    },
  });
});

beforeEach(() => {
  for (const subgraph of Object.values(federation.subgraphs)) {
    subgraph.requests.length = 0;
    subgraph.answerWith(undefined);
  }
});

afterAll(() => federation[Symbol.asyncDispose]());

const headersAt = (subgraph: string) => federation.subgraphs[subgraph]?.requests.at(-1)?.headers ?? {};

it('passes on what the rules say, and nothing else', async () => {
  await federation.ask('{ me { name } products { name } }', undefined, {
    'x-tenant': 'acme',
    'x-tag-colour': 'red',
    'x-other': 'not passed on',
    authorization: 'Bearer token',
    cookie: 'a=b',
    'x-router-context': 'forged',
  });
  const accounts = headersAt('accounts');
  expect(accounts).toMatchObject({
    'x-tenant': 'acme',
    'x-tag-colour': 'red',
    'x-client-authorization': 'Bearer token',
    'x-from': 'router',
    'x-router-context': expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  });
  for (const name of ['x-other', 'authorization', 'cookie']) expect(accounts).not.toHaveProperty(name);
  expect(headersAt('catalogue')).toMatchObject({ 'x-tenant': 'acme', cookie: 'a=b' });
  expect(headersAt('catalogue')).not.toHaveProperty('x-from');
});

it('fills in what the client did not send', async () => {
  await federation.ask('{ me { name } }');
  expect(headersAt('accounts')).toMatchObject({ 'x-tenant': 'none' });
  expect(headersAt('accounts')).not.toHaveProperty('x-client-authorization');
});

it('passes headers of several subgraphs on to the client, merged', async () => {
  const answer = (name: string, data: string) =>
    federation.subgraphs[name]?.answerWith((response) => {
      response
        .writeHead(200, {
          'x-served-by': name,
          'x-first': name,
          'x-last': name,
          'x-secret': name,
          'set-cookie': [`${name}=1`, `${name}=2`],
        })
        .end(data);
    });
  answer('catalogue', '{"data":{"productRename":null}}');
  answer('accounts', '{"data":{"userRename":null}}');
  const { headers } = await federation.ask(
    'mutation { productRename(id: "p1", name: "x") { id } userRename(id: "u1", name: "x") { id } }',
  );
  expect(headers.get('x-served-by')).toBe('catalogue, accounts');
  expect([headers.get('x-first'), headers.get('x-last')]).toEqual(['catalogue', 'accounts']);
  expect(headers.getSetCookie()).toEqual(['catalogue=1', 'catalogue=2', 'accounts=1', 'accounts=2']);
  expect(headers.has('x-secret')).toBe(false);
});

it('passes on the headers of a WebSocket’s handshake', async () => {
  class TenantSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { 'x-tenant': 'socket' } });
    }
  }
  const client = createClient({ url: federation.webSocketUrl, webSocketImpl: TenantSocket });
  for await (const result of client.iterate({ query: '{ me { name } }' })) expect(result.errors).toBeUndefined();
  await client.dispose();
  expect(headersAt('accounts')).toMatchObject({ 'x-tenant': 'socket' });
});

it('signs requests so that a subgraph can verify them by RFC 9421', async () => {
  await federation.ask('{ products { name } }', undefined, { 'x-tenant': 'acme' });
  const { 'content-digest': digest, 'signature-input': input = '', signature, ...headers } = headersAt('catalogue');
  expect(digest).toMatch(/^sha-256=:[\w+/]+=:$/);
  const [, parameters = '', covered = ''] = /^router=(\(([^)]*)\);.*)$/.exec(String(input)) ?? [];
  const values: Record<string, unknown> = {
    '@method': 'POST',
    '@path': '/graphql',
    'content-digest': digest,
    ...headers,
  };
  const names = covered.split(' ').map((name) => name.slice(1, -1));
  expect(names).toEqual(['@method', '@path', 'content-digest', 'x-request-id', 'x-tenant', 'content-type']);
  const base = [...names.map((name) => `"${name}": ${values[name]}`), `"@signature-params": ${parameters}`].join('\n');
  expect(signature).toBe(`router=:${createHmac('sha256', KEY).update(base).digest('base64')}:`);
  expect(parameters).toMatch(/;created=\d+;keyid="k1";alg="hmac-sha256"$/);
  expect(headersAt('accounts')).not.toHaveProperty('signature');
});

it.each([
  [
    { propagate: 'connection' },
    'headers.toSubgraphs.0.propagate" is wrong: must be the name of a header that a rule can set',
  ],
  [{ insert: 'x-router-context', value: 'a' }, 'names a header that no rule can set'],
  [{ insert: 'Apollo-Federation-Include-Trace', value: 'ftv1' }, 'names a header that no rule can set'],
  [{ propagate: 'x-trace', rename: 'apollo-federation-include-trace' }, 'names a header that no rule can set'],
  [{ insert: 'x-a' }, 'headers.toSubgraphs.0" is wrong: must be {'],
  [{ insert: 'x-a', value: 'a\r\nb' }, 'must be of printable ASCII'],
  [{ propagate: 'x-*', rename: 'x-b' }, 'headers.toSubgraphs.0" is wrong: must be {'],
  [{ propagate: 'x-a', remove: 'x-b' }, 'headers.toSubgraphs.0" is wrong: must be {'],
])('refuses the rule %j', (rule, message) => {
  expect(() => parseRouterConfig({ headers: { toSubgraphs: [rule] } })).toThrow(message);
});
