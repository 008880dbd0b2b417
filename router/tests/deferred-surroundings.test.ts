import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createRouter } from '../src/index.js';
import { askInParts } from './fixtures/deferred-parts.js';
import { composeSupergraph, startFederation, type TestFederation } from './fixtures/start-federation.js';

const QUERY = 'query Deferring { thing { name ... @defer { extra } } }';
const PARTS = [
  { data: { thing: { name: 'Lamp' } }, hasNext: true },
  { incremental: [{ path: ['thing'], data: { extra: 7 } }], hasNext: false },
];
const usage = mkdtempSync(join(tmpdir(), 'usage-'));
const lasting = () => ({ 'cache-control': 'max-age=60, public' });
const graph = [
  {
    name: 'things',
    sdl: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! name: String }',
    resolvers: { Query: { thing: () => ({ id: '1', name: 'Lamp' }) } },
  },
  {
    name: 'extras',
    sdl: 'type Thing @key(fields: "id") { id: ID! extra: Int secret: Int @tag(name: "inner") }',
    resolvers: { Thing: { __resolveReference: () => ({ id: '1', extra: 7, secret: 8 }) } },
    answerHeaders: lasting,
  },
];
let federation: TestFederation;

beforeAll(async () => {
  federation = await startFederation(graph, {
    caching: { mode: 'entities' },
    usage: { dir: usage },
    contracts: [{ name: 'partner', excludeTags: ['inner'] }],
  });
});
afterAll(() => federation[Symbol.asyncDispose]());
beforeEach(() => {
  for (const { requests } of Object.values(federation.subgraphs)) requests.length = 0;
});

const partsOf = async (url: string, query = QUERY) => (await askInParts(url, { query })).all();

it('an entity that is asked for by a deferred fragment is kept, and follows as a part when it is known', async () => {
  expect(await partsOf(federation.url)).toEqual(PARTS);
  expect(federation.subgraphs.extras?.requests).toHaveLength(1);
  expect(await partsOf(federation.url)).toEqual(PARTS);
  expect(federation.subgraphs.extras?.requests).toHaveLength(1);
  const whole = await federation.ask(QUERY);
  expect(whole.body).toEqual({ data: { thing: { name: 'Lamp', extra: 7 } } });
  expect(federation.subgraphs.extras?.requests).toHaveLength(1);
});

it('a contract defers what it shows, and nothing else', async () => {
  const url = new URL('/graphql/partner', federation.url).href;
  expect(await partsOf(url)).toEqual(PARTS);
  const [refusal] = await partsOf(url, QUERY.replace('extra', 'secret'));
  expect(refusal.errors[0].message).toBe('Cannot query field "secret" on type "Thing".');
});

it('deferred fields are counted as used', async () => {
  await partsOf(federation.url);
  await federation.stopRouter();
  const counted = readdirSync(usage).map((file) => readFileSync(join(usage, file), 'utf8'));
  expect(counted.join()).toContain('Thing.extra');
});

it('what was asked for in parts is planned for a new supergraph before that is used', async () => {
  const sdl = composeSupergraph(Object.values(federation.subgraphs));
  let replace = (_: string) => {};
  await using router = await createRouter({
    supergraph: async ({ update }) => {
      replace = update;
      return { supergraphSdl: sdl };
    },
    config: { port: 0, logLevel: 'silent' },
  });
  const { url } = await router.listen();
  const read = async (path: string) => (await fetch(new URL(path, url))).text();
  const misses = async () => /^graphql_plan_cache_misses_total (\d+)$/m.exec(await read('/metrics'))?.[1];
  expect(await partsOf(url)).toEqual(PARTS);
  const before = JSON.parse(await read('/health/ready')).supergraph.hash;
  replace(`${sdl}\n# The same, but for its hash`);
  await vi.waitFor(async () => expect(JSON.parse(await read('/health/ready')).supergraph.hash).not.toBe(before), {
    timeout: 10_000,
  });
  const planned = await misses();
  expect(await partsOf(url)).toEqual(PARTS);
  expect(await misses()).toBe(planned);
});
