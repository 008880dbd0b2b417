import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWebSocketClient } from 'graphql-ws';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import { createRouter, type RouterConfigInput } from '../src/index.js';
import { shop } from './fixtures/shop.js';
import { composeSupergraph, startFederation, type TestFederation } from './fixtures/start-federation.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const folder = mkdtempSync(join(tmpdir(), 'router-manifests-'));

function manifestFile(name: string, manifest: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(manifest));
  return path;
}

const OURS = 'query Ours { me { name } }';
const RENAME = 'mutation Rename { userRename(id: "u1", name: "A") { name } }';
const THEIRS = 'query Theirs { products { id } }';
const UNKNOWN = 'query Unknown { me { id } }';
const KEY = 'a-key-of-acme';

const safelist = manifestFile('ours.json', { [`sha256:${sha256(OURS)}`]: OURS, rename: RENAME });
const partners = [
  {
    name: 'acme',
    apiKeySha256: sha256(KEY),
    manifest: manifestFile('acme.json', {
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: 'theirs', name: 'Theirs', type: 'query', body: THEIRS }],
    }),
  },
];

interface Sent {
  readonly query?: string;
  readonly documentId?: string;
  readonly extensions?: Record<string, unknown>;
}

type Send = (federation: { url: string }, sent: Sent, apiKey?: string) => Promise<any>;

const byApq = (hash: string): Sent => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } });
const keyHeader = (apiKey: string | undefined): Record<string, string> =>
  apiKey === undefined ? {} : { 'x-api-key': apiKey };

/** The one answer of an iterable. */
async function only(answers: AsyncIterable<unknown>): Promise<any> {
  for await (const answer of answers) return answer;
}

const transports: Record<string, Send> = {
  async POST({ url }, sent, apiKey) {
    const headers = { 'content-type': 'application/json', ...keyHeader(apiKey) };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(sent) })).json();
  },
  async GET({ url }, { extensions, ...sent }, apiKey) {
    const search = new URLSearchParams({ ...sent, ...(extensions && { extensions: JSON.stringify(extensions) }) });
    const headers = { 'apollo-require-preflight': 'yes', ...keyHeader(apiKey) };
    return (await fetch(`${url}?${search}`, { headers })).json();
  },
  async SSE({ url }, sent, apiKey) {
    const client = createSseClient({ url, headers: keyHeader(apiKey), retryAttempts: 0 });
    return only(client.iterate(sent as { query: string })).finally(() => client.dispose());
  },
  async WebSocket({ url }, sent, apiKey) {
    const client = createWebSocketClient({
      url: url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: keyHeader(apiKey),
    });
    // The protocol wants a text always; an empty one is none.
    return only(client.iterate({ query: '', ...sent }))
      .catch((errors) => ({ errors }))
      .finally(() => client.dispose());
  },
};

const codesOf = ({ errors }: any) => errors?.map((error: any) => [error.extensions.code, error.extensions.ref]);
const NOT_REGISTERED = [['QUERY_NOT_IN_SAFELIST', 'APQ_002']];
const ADA = { data: { me: { name: 'Ada' } } };
const PRODUCTS = { data: { products: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }] } };

describe.each(Object.entries(transports))('registered operations over %s', (_name, send) => {
  let federation: TestFederation;

  beforeAll(async () => {
    federation = await startFederation(shop, { persistedOperations: { manifests: [safelist] }, partners });
  });
  afterAll(async () => federation[Symbol.asyncDispose]());

  it('are sent by id, in each of its forms, or as their text', async () => {
    expect(await send(federation, { documentId: `sha256:${sha256(OURS)}` })).toEqual(ADA);
    expect(await send(federation, { documentId: sha256(OURS) })).toEqual(ADA);
    expect(await send(federation, byApq(sha256(OURS)))).toEqual(ADA);
    expect(await send(federation, { query: 'query Ours {\n  me { name } # who\n}' })).toEqual(ADA);
  });

  it('are the only ones that run, and no other can be registered', async () => {
    expect(codesOf(await send(federation, { query: UNKNOWN }))).toEqual(NOT_REGISTERED);
    expect(codesOf(await send(federation, { query: UNKNOWN, ...byApq(sha256(UNKNOWN)) }))).toEqual(NOT_REGISTERED);
    expect(codesOf(await send(federation, byApq(sha256(UNKNOWN))))).toEqual(NOT_REGISTERED);
    expect(codesOf(await send(federation, { query: UNKNOWN, documentId: sha256(OURS) }))).toEqual(NOT_REGISTERED);
    expect(codesOf(await send(federation, { query: '{ unfinished' }))).toEqual(NOT_REGISTERED);
  });

  it("of a partner are run for the partner's key, and nothing else is", async () => {
    expect(await send(federation, { documentId: 'theirs' }, KEY)).toEqual(PRODUCTS);
    expect(await send(federation, { query: THEIRS }, KEY)).toEqual(PRODUCTS);
    expect(codesOf(await send(federation, { query: OURS }, KEY))).toEqual(NOT_REGISTERED);
    expect(codesOf(await send(federation, { documentId: sha256(OURS) }, KEY))).toEqual(NOT_REGISTERED);
    expect(codesOf(await send(federation, { query: THEIRS }))).toEqual(NOT_REGISTERED);
    expect(codesOf(await send(federation, { query: OURS }, 'no key'))).toEqual([['UNAUTHENTICATED', 'AUTH_005']]);
  });
});

it("a partner's contract answers it, whatever path it asks at", async () => {
  const sdl = `type Query { open: Int @tag(name: "shown") hidden: Int @tag(name: "internal") }`;
  const resolvers = { Query: { open: () => 1, hidden: () => 2 } };
  const manifest = manifestFile('contract.json', { open: '{ open }', hidden: '{ hidden }' });
  await using federation = await startFederation([{ name: 'one', sdl, resolvers }], {
    contracts: [
      { name: 'outside', excludeTags: ['internal'] },
      { name: 'other', excludeTags: ['shown'] },
    ],
    partners: [{ name: 'acme', apiKeySha256: sha256(KEY), manifest, contract: 'outside' }],
  });
  for (const url of [federation.url, `${federation.url}/outside`, `${federation.url}/other`]) {
    expect(await transports.POST?.({ url }, { documentId: 'open' }, KEY)).toEqual({ data: { open: 1 } });
    const refused = await transports.POST?.({ url }, { documentId: 'hidden' }, KEY);
    expect(codesOf(refused)).toEqual([['GRAPHQL_VALIDATION_FAILED', 'VAL_003']]);
  }
  expect(await transports.POST?.(federation, { query: '{ hidden }' })).toEqual({ data: { hidden: 2 } });
});

describe('the modes of a safelist', () => {
  let url: string;
  let logged: string[];
  let stop: () => Promise<void>;
  let supergraphSdl: string;
  let federation: TestFederation;

  beforeAll(async () => {
    federation = await startFederation(shop);
    supergraphSdl = composeSupergraph(Object.values(federation.subgraphs));
  });
  afterAll(async () => federation[Symbol.asyncDispose]());

  async function start(config: RouterConfigInput): Promise<AsyncDisposable> {
    logged = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
    const router = await createRouter({ supergraphSdl, config: { port: 0, ...config }, logger });
    ({ url } = await router.listen());
    stop = async () => router[Symbol.asyncDispose]();
    return { [Symbol.asyncDispose]: () => stop() };
  }

  const post = (sent: Sent) => transports.POST?.({ url }, sent);

  it('"only" takes ids', async () => {
    await using _router = await start({ persistedOperations: { mode: 'only', manifests: [safelist] } });
    expect(await post({ documentId: sha256(OURS) })).toEqual(ADA);
    expect(await post({ query: OURS, documentId: sha256(OURS) })).toEqual(ADA);
    expect(codesOf(await post({ query: OURS }))).toEqual([['PERSISTED_QUERY_ID_REQUIRED', 'APQ_003']]);
  });

  it('"audit" lets everything run, automatic persisted queries too, and logs and counts what is not registered', async () => {
    await using _router = await start({ persistedOperations: { mode: 'audit', manifests: [safelist] } });
    expect(await post({ query: UNKNOWN, ...byApq(sha256(UNKNOWN)) })).toEqual({ data: { me: { id: 'u1' } } });
    expect(await post(byApq(sha256(UNKNOWN)))).toEqual({ data: { me: { id: 'u1' } } });
    expect(await post({ documentId: sha256(OURS) })).toEqual(ADA);
    expect(logged.filter((line) => line.includes(sha256(UNKNOWN)))).toHaveLength(2);
    const metrics = await (await fetch(url.replace('/graphql', '/metrics'))).text();
    expect(metrics).toContain('graphql_registered_operations_total{list="safelist",sent="unknown"} 2');
    expect(metrics).toContain('graphql_registered_operations_total{list="safelist",sent="id"} 1');
  });

  it('a GET runs no registered mutation', async () => {
    await using _router = await start({ persistedOperations: { mode: 'only', manifests: [safelist] } });
    const headers = { 'apollo-require-preflight': 'yes' };
    expect((await fetch(`${url}?documentId=rename`, { headers })).status).toBe(405);
  });

  it('a manifest that changes is read anew, and a bad one changes nothing', async () => {
    const path = manifestFile('changing.json', { one: OURS });
    await using _router = await start({ persistedOperations: { manifests: [path], pollMs: 10 } });
    expect(codesOf(await post({ documentId: 'two' }))).toEqual(NOT_REGISTERED);
    manifestFile('changing.json', { two: UNKNOWN });
    await expect.poll(() => post({ documentId: 'two' })).toEqual({ data: { me: { id: 'u1' } } });
    expect(codesOf(await post({ documentId: 'one' }))).toEqual(NOT_REGISTERED);
    writeFileSync(path, '{');
    await expect.poll(() => logged.join()).toContain('The manifest is not JSON');
    expect(await post({ documentId: 'two' })).toEqual({ data: { me: { id: 'u1' } } });
  });

  it.skipIf(inject('redisKind') === 'in-process')('a manifest can lie in Redis, and come later', async () => {
    const redisUrl = inject('redisUrl');
    await using _router = await start({
      redisUrl,
      persistedOperations: { mode: 'only', manifests: [`redis:${randomUUID()}`], pollMs: 10 },
      partners: [{ name: 'acme', apiKeySha256: sha256(KEY), manifest: 'redis:test:manifest:acme' }],
    });
    const redis = new Redis(redisUrl);
    await redis.set('test:manifest:acme', JSON.stringify({ theirs: THEIRS }));
    await expect.poll(() => transports.POST?.({ url }, { documentId: 'theirs' }, KEY)).toEqual(PRODUCTS);
    await redis.del('test:manifest:acme');
    redis.disconnect();
    expect(codesOf(await post({ documentId: 'theirs' }))).toEqual(NOT_REGISTERED);
  });

  it.each<[RouterConfigInput, string]>([
    [{ persistedOperations: { manifests: [join(folder, 'none.json')] } }, 'there is no such file'],
    [{ persistedOperations: { manifests: [manifestFile('list.json', [])] } }, 'The manifest is wrong'],
    [{ persistedOperations: { manifests: ['redis:key'] } }, 'Manifests in Redis need "redisUrl"'],
    [{ partners: partners.map((partner) => ({ ...partner, contract: 'lost' })) }, 'none of "contracts": lost'],
    [{ partners: [...partners, ...partners] }, 'has a name twice'],
  ])('a router with %j does not start', async (config, message) => {
    await expect(createRouter({ supergraphSdl, config })).rejects.toThrow(message);
  });
});
