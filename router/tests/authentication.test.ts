import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'graphql-ws';
import { exportJWK, generateKeyPair, importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { EventSource } from './fixtures/event-source.js';
import { opinions, shop } from './fixtures/shop.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';

const SIGNING_KEY = 'a signing key of more than 32 characters';
const QUERY = '{ me { name } }';

let federation: TestFederation;
let keyServer: Server;
let jwksUrl: string;
let isKeyServerDown = false;
const keys = { trusted: await generateKeyPair('RS256', { extractable: true }), other: await generateKeyPair('RS256') };

beforeAll(async () => {
  // Without `alg`: what algorithms are taken is the router's to say.
  const jwk = { ...(await exportJWK(keys.trusted.publicKey)), kid: 'key-1' };
  keyServer = createServer((_, response) =>
    isKeyServerDown ? response.writeHead(503).end() : response.end(JSON.stringify({ keys: [jwk] })),
  );
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  jwksUrl = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks.json`;
  const events = new EventSource();
  const Subscription = { reviewAdded: { subscribe: () => events.open() } };
  const live = { ...opinions, resolvers: { ...opinions.resolvers, Subscription } };
  federation = await startFederation([shop[0]!, shop[1]!, live], {
    authentication: { jwksUrl },
    signingKey: SIGNING_KEY,
  });
});

beforeEach(() => {
  federation.subgraphs.accounts!.requests.length = 0;
});

afterAll(async () => {
  await federation[Symbol.asyncDispose]();
  keyServer.closeAllConnections();
  keyServer.close();
});

function token(claims: JWTPayload = {}, { key = keys.trusted.privateKey, expires = '15m', alg = 'RS256' } = {}) {
  return new SignJWT({ roles: ['MEMBER'], scope: 'cart:read order:read', ...claims })
    .setProtectedHeader({ alg, kid: 'key-1' })
    .setSubject('user-1')
    .setIssuer(typeof claims.iss === 'string' ? claims.iss : 'souk')
    .setAudience(typeof claims.aud === 'string' ? claims.aud : 'souk')
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key);
}

const sameKeyFor = async (alg: string) => {
  const key = await importJWK(await exportJWK(keys.trusted.privateKey), alg);
  if (key instanceof Uint8Array) throw new Error('An RSA key is not bytes');
  return key;
};

const contextOf = async (jws: unknown) =>
  (await jwtVerify(String(jws), new TextEncoder().encode(SIGNING_KEY), { issuer: 'router', audience: 'subgraph' }))
    .payload;

describe('what subgraphs are told', () => {
  it('names the viewer by the claims of the token', async () => {
    const { body } = await federation.ask(
      QUERY,
      {},
      {
        authorization: `Bearer ${await token()}`,
        'x-request-id': 'request-1',
        'apollographql-client-name': 'storefront',
        'apollographql-client-version': '1.2',
      },
    );
    expect(body).toEqual({ data: { me: { name: 'Ada' } } });
    const { headers } = federation.subgraphs.accounts!.requests[0]!;
    const context = await contextOf(headers['x-router-context']);
    expect(context).toEqual({
      rid: 'request-1',
      iss: 'router',
      aud: 'subgraph',
      iat: expect.any(Number),
      exp: context.iat! + 60,
      client: { name: 'storefront', version: '1.2', address: expect.stringContaining('127.0.0.1') },
      viewer: {
        sub: 'user-1',
        scopes: ['cart:read', 'order:read'],
        claims: expect.objectContaining({ roles: ['MEMBER'], sub: 'user-1', iss: 'souk' }),
      },
    });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('is a guest without a token, whatever else the client sends', async () => {
    await federation.ask(QUERY, {}, { 'x-router-context': 'forged' });
    const context = await contextOf(federation.subgraphs.accounts!.requests[0]!.headers['x-router-context']);
    expect(context.viewer).toBeNull();
  });

  it('is nothing without a signing key', async () => {
    await using open = await startFederation(shop);
    await open.ask(QUERY, {}, { 'x-router-context': 'forged', authorization: 'Bearer whatever' });
    expect(open.subgraphs.accounts!.requests[0]!.headers).not.toHaveProperty('x-router-context');
  });

  it('goes with a subscription, in the connection parameters', async () => {
    const client = createClient({
      url: federation.webSocketUrl,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${await token()}` },
    });
    const answers = client.iterate({ query: 'subscription { reviewAdded { id } }' });
    const pending = answers.next();
    const { connectionParams } = federation.subgraphs.opinions!;
    await expect.poll(() => connectionParams.length).toBe(1);
    const context = await contextOf((connectionParams[0] as any)['x-router-context']);
    expect(context.viewer).toEqual(expect.objectContaining({ sub: 'user-1' }));
    await answers.return?.();
    await pending;
    await client.dispose();
  });
});

describe('a token that is not valid now', () => {
  const bad = {
    'no token': async () => 'Bearer nonsense',
    'another scheme': async () => 'Basic dXNlcjpwYXNz',
    expired: async () => `Bearer ${await token({}, { expires: '-1m' })}`,
    'of another key': async () => `Bearer ${await token({}, { key: keys.other.privateKey })}`,
    'of another issuer': async () => `Bearer ${await token({ iss: 'evil' })}`,
    'for another audience': async () => `Bearer ${await token({ aud: 'evil' })}`,
    'of another algorithm': async () => `Bearer ${await token({}, { alg: 'RS512', key: await sameKeyFor('RS512') })}`,
    'without a signature': async () =>
      `Bearer ${[{ alg: 'none' }, { sub: 'user-1', iss: 'souk', aud: 'souk' }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`,
  };

  it.each(Object.entries(bad))('is refused, and nothing is executed: %s', async (_, authorization) => {
    const { status, headers, body } = await federation.ask(QUERY, {}, { authorization: await authorization() });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('Bearer');
    expect(body).toEqual({
      errors: [
        {
          message: expect.any(String),
          extensions: expect.objectContaining({ code: 'UNAUTHENTICATED', ref: 'AUTH_002' }),
        },
      ],
    });
    expect(federation.subgraphs.accounts!.requests).toEqual([]);
  });

  it('is refused over every transport', async () => {
    const authorization = await bad.expired();
    const refusal = [expect.objectContaining({ extensions: expect.objectContaining({ ref: 'AUTH_002' }) })];
    const client = createClient({
      url: federation.webSocketUrl,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { Authorization: authorization },
    });
    expect(
      await client
        .iterate({ query: QUERY })
        .next()
        .catch((error) => error),
    ).toEqual(refusal);
    await client.dispose();
    const stream = await fetch(`${federation.url}?query=${encodeURIComponent(QUERY)}`, {
      headers: { authorization, accept: 'text/event-stream' },
    });
    expect(await stream.text()).toContain('AUTH_002');
    const get = await fetch(`${federation.url}?query=${encodeURIComponent(QUERY)}`, {
      headers: { authorization, accept: 'application/graphql-response+json' },
    });
    expect(get.status).toBe(401);
    expect(federation.subgraphs.accounts!.requests).toEqual([]);
  });
});

it('says that keys cannot be had, not that the token is bad, when the key server is down', async () => {
  isKeyServerDown = true;
  try {
    await using cold = await startFederation(shop, { authentication: { jwksUrl }, signingKey: SIGNING_KEY });
    const { status, body } = await cold.ask(QUERY, {}, { authorization: `Bearer ${await token()}` });
    expect(status).toBe(503);
    expect(body.errors[0].extensions).toEqual(expect.objectContaining({ code: 'SERVICE_UNAVAILABLE', ref: 'SYS_002' }));
  } finally {
    isKeyServerDown = false;
  }
});
