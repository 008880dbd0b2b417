import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { parseRouterConfig } from '../src/config/router-config.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';
import { startIssuer, type TestIssuer } from './fixtures/start-issuer.js';

const ORIGIN = 'https://shop.example';
const SDL = 'type Query { me: String @authenticated open: Int }';

let issuer: TestIssuer;
let federation: TestFederation;

beforeAll(async () => {
  issuer = await startIssuer();
  federation = await startFederation(
    [{ name: 'users', sdl: SDL, resolvers: { Query: { me: () => 'Ada', open: () => 1 } } }],
    { authentication: { jwksUrl: issuer.jwksUrl, cookie: 'session' }, cors: { origins: [ORIGIN], credentials: true } },
  );
});

afterAll(async () => {
  await federation[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

const cookie = async (expiresIn?: number) => `theme=dark; session=${await issuer.token({}, { expiresIn })}`;
const me = async (headers: Record<string, string>) => (await federation.ask('{ me }', {}, headers)).body;
const get = (headers: Record<string, string>) => fetch(`${federation.url}?query={me}`, { headers });

it('knows the viewer by the cookie', async () => {
  expect(await me({ cookie: await cookie() })).toEqual({ data: { me: 'Ada' } });
  expect((await me({ cookie: 'theme=dark; session=' })).data).toEqual({ me: null });
});

it('goes by the header where there are both, be it worse', async () => {
  const expired = await issuer.bearer({}, { expiresIn: -60 });
  const refused = await me({ cookie: await cookie(), authorization: expired });
  expect(refused.errors[0].extensions.ref).toBe('AUTH_002');
  expect(await me({ cookie: await cookie(-60), authorization: await issuer.bearer() })).toEqual({
    data: { me: 'Ada' },
  });
});

it.each(['nonsense', 'a.b', 'a b.c.d'])('refuses a cookie that holds %j', async (value) => {
  expect((await me({ cookie: `session=${value}` })).errors[0].extensions).toMatchObject({ ref: 'AUTH_002' });
});

it('takes the cookie only with what no other site can send without asking', async () => {
  const accept = 'application/graphql-response+json';
  const forged = await get({ accept, cookie: await cookie() });
  expect([forged.status, await forged.text()]).toEqual([400, expect.stringContaining('forged')]);
  const asked = await get({ accept, cookie: await cookie(), 'apollo-require-preflight': 'true' });
  expect(await asked.json()).toEqual({ data: { me: 'Ada' } });
  const byHeader = await get({ accept, cookie: await cookie(), authorization: await issuer.bearer() });
  expect(await byHeader.json()).toEqual({ data: { me: 'Ada' } });
});

it('is sent by pages of the listed origins alone', async () => {
  const allowed = await get({ origin: ORIGIN, accept: 'application/json' });
  expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
  const other = await get({ origin: 'https://evil.example', accept: 'application/json' });
  expect(other.headers.get('access-control-allow-credentials')).toBeNull();
});

it('comes with the handshake of a socket, from the listed origins alone', async () => {
  const sent = await cookie();
  const open = (origin: string) => {
    class Browser extends WebSocket {
      constructor(url: string, protocols: string | string[]) {
        super(url, protocols, { headers: { cookie: sent, origin } });
      }
    }
    return createClient({ url: federation.webSocketUrl, webSocketImpl: Browser, retryAttempts: 0 });
  };
  const client = open(ORIGIN);
  expect(await client.iterate({ query: '{ me }' }).next()).toMatchObject({ value: { data: { me: 'Ada' } } });
  await client.dispose();
  await expect(open('https://evil.example').iterate({ query: '{ me }' }).next()).rejects.toMatchObject({
    message: expect.stringContaining('403'),
  });
});

it('cannot be configured together with pages of any origin', () => {
  const authentication = { jwksUrl: 'http://users/jwks.json', cookie: 'session' };
  const refusal = 'Configuration "cors.origins" is wrong';
  expect(() => parseRouterConfig({ authentication, cors: { origins: ['*'] } })).toThrow(refusal);
  expect(() => parseRouterConfig({ cors: { origins: ['*'], credentials: true } })).toThrow(refusal);
  expect(() => parseRouterConfig({ authentication: { ...authentication, cookie: 'a b' } })).toThrow(
    'authentication.cookie',
  );
});
