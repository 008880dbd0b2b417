import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFederation, type TestFederation } from '../fixtures/start-federation.js';
import { startIssuer, type TestIssuer } from '../fixtures/start-issuer.js';
import { type StockedShop, stockedShop } from '../fixtures/stocked-shop.js';

const KEY = 'an invalidation key of some length';
const NAMES = 'query Names($id: ID!) { product(id: $id) { id name } }';
const PARTNER_KEY = 'a-key-of-acme';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const manifest = join(mkdtempSync(join(tmpdir(), 'caching-')), 'acme.json');
writeFileSync(manifest, JSON.stringify({ names: NAMES }));

let shop: StockedShop;
let issuer: TestIssuer;
let federation: TestFederation;

beforeAll(async () => {
  shop = stockedShop();
  issuer = await startIssuer();
  federation = await startFederation(shop.definitions, {
    caching: { mode: 'entities-and-responses', invalidationKey: KEY },
    signingKey: 'a signing key of at least 32 characters',
    authentication: { jwksUrl: issuer.jwksUrl },
    partners: [{ name: 'acme', apiKeySha256: sha256(PARTNER_KEY), manifest }],
    contracts: [{ name: 'open', excludeTags: ['internal'] }],
    cors: { origins: ['https://shop.example'] },
    headers: { toSubgraphs: [{ propagate: 'accept-language' }] },
  });
});
afterAll(async () => {
  await federation[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await forget({ kind: 'subgraph', subgraph: 'catalogue' });
  await forget({ kind: 'subgraph', subgraph: 'inventory' });
  shop.reset();
  for (const { requests } of Object.values(federation.subgraphs)) requests.length = 0;
});

async function forget(body: unknown): Promise<number> {
  const response = await fetch(new URL('/invalidation', federation.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: KEY },
    body: JSON.stringify([body]),
  });
  const { count }: any = await response.json();
  return count;
}
const asked = (subgraph: string) => federation.subgraphs[subgraph]?.requests.length;
const metric = async (line: string) => {
  const text = await (await fetch(new URL('/metrics', federation.url))).text();
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
};
const hits = () => metric('response_cache_total{result="hit"}');

describe('the answer to a query as a whole', () => {
  it('is kept as long as the first of its parts', async () => {
    await federation.ask(NAMES, { id: 'p1' });
    const before = await hits();
    const { body } = await federation.ask(NAMES, { id: 'p1' });
    expect(body.data).toEqual({ product: { id: 'p1', name: 'Product p1' } });
    expect([await hits(), asked('catalogue')]).toEqual([before + 1, 1]);
  });

  it('is not kept when a part of it is not, and a purchase never shows stale stock', async () => {
    const stocked = '{ products { name stock } }';
    const before = await hits();
    await federation.ask(stocked);
    await federation.ask('mutation { buy(id: "p1") { id } }');
    expect((await federation.ask(stocked)).body.data.products[0]).toEqual({ name: 'Product p1', stock: 4 });
    expect(await hits()).toBe(before);
  });

  it.each([
    ['variables', NAMES, { id: 'p2' }, {}],
    ['a document', 'query Names($id: ID!) { product(id: $id) { name id } }', { id: 'p1' }, {}],
    [
      'a header that is passed on, where subgraphs may have looked at it',
      NAMES,
      { id: 'p1' },
      { 'accept-language': 'de' },
    ],
  ])('is not that of other %s', async (_, query, variables, headers) => {
    if (Object.keys(headers).length > 0) shop.says.catalogue = { 'cache-control': 'max-age=60' };
    await federation.ask(NAMES, { id: 'p1' });
    const before = await hits();
    await federation.ask(query, variables, headers as Record<string, string>);
    expect(await hits()).toBe(before);
  });

  it('is not that of a contract', async () => {
    await federation.ask('{ greeting }');
    const before = await hits();
    const response = await fetch(`${federation.url}/open`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ greeting }' }),
    });
    expect(await response.json()).toEqual({ data: { greeting: 'en you' } });
    expect(await hits()).toBe(before);
  });

  it('is not what a guarded field has for those who may not see it', async () => {
    const secret = '{ secret greeting }';
    const authorization = await issuer.bearer({ sub: 'ada' });
    expect((await federation.ask(secret, {}, { authorization })).body.data.secret).toBe('hidden');
    expect((await federation.ask(secret)).body).toMatchObject({
      data: { secret: null },
      errors: [{ path: ['secret'] }],
    });
    expect((await federation.ask(secret, {}, { authorization })).body.errors).toBeUndefined();
  });

  it('is for one viewer when a part of it is', async () => {
    shop.says.catalogue = { 'cache-control': 'private, max-age=60' };
    const [ada, bob] = [await issuer.bearer({ sub: 'ada' }), await issuer.bearer({ sub: 'bob' })];
    const before = await hits();
    for (const authorization of [ada, bob]) await federation.ask(NAMES, { id: 'p1' }, { authorization });
    expect(await hits()).toBe(before);
    await federation.ask(NAMES, { id: 'p1' }, { authorization: ada });
    expect(await hits()).toBe(before + 1);
  });

  it('is forgotten with any of its parts', async () => {
    await federation.ask(NAMES, { id: 'p1' });
    const product = shop.products[0];
    if (product) product.name = 'New';
    expect(await forget({ kind: 'type', subgraph: 'catalogue', type: 'Product' })).toBe(2);
    expect((await federation.ask(NAMES, { id: 'p1' })).body.data.product.name).toBe('New');
  });

  it.each([
    ['a mutation', 'mutation { rename(id: "p1", name: "Product p1") { name } }'],
    ['an answer with errors', '{ greeting broken }'],
    ['introspection alone', '{ __schema { queryType { name } } }'],
  ])('is not kept of %s', async (_, query) => {
    const before = await metric('response_cache_total{result="stored"}');
    await federation.ask(query);
    expect(await metric('response_cache_total{result="stored"}')).toBe(before);
  });
});

describe('what is told to whoever stands between router and client', () => {
  const hash = sha256(NAMES);
  const SHELF = 'query Shelf { shelf { name } }';
  const address = (variables: unknown, id = hash) =>
    `${federation.url}?${new URLSearchParams({ documentId: id, variables: JSON.stringify(variables) })}`;
  const get = (headers: Record<string, string> = {}, url = address({ id: 'p1' })) =>
    fetch(url, { headers: { accept: 'application/json', ...headers } });
  const control = async (response: Response | Promise<Response>) => (await response).headers.get('cache-control');

  beforeAll(async () => {
    for (const query of [NAMES, SHELF]) {
      const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(query) } };
      await fetch(federation.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { id: 'p1' }, extensions }),
      });
    }
  });

  it('is for how long an answer holds that was asked for by id and GET, and what it depends on', async () => {
    shop.says.catalogue = { 'cache-control': 'public, max-age=60', age: '20' };
    const response = await get();
    expect(await control(response)).toBe('public, max-age=39');
    expect(response.headers.get('vary')).toBe('accept, authorization, cookie, x-api-key, origin, accept-language');
    expect(await response.json()).toEqual({ data: { product: { id: 'p1', name: 'Product p1' } } });
    const again = await get();
    expect(await control(again)).toBe('public, max-age=39');
    expect(Number(again.headers.get('age'))).toBeLessThan(3);
    expect(asked('catalogue')).toBe(1);
  });

  it('is what is left of the parts that were known', async () => {
    shop.says.inventory = { 'cache-control': 'public, max-age=600' };
    await federation.ask('{ shelf { id name } }');
    shop.says.inventory = shop.says.catalogue = { 'cache-control': 'private, max-age=600' };
    expect(await control(get({}, address({}, sha256(SHELF))))).toMatch(/^public, max-age=[45]$/);
    expect(asked('catalogue')).toBe(1);
  });

  it.each([
    ['viewer', async () => ({ authorization: await issuer.bearer({ sub: 'ada' }) }), undefined],
    ['partner', async () => ({ 'x-api-key': PARTNER_KEY }), 'names'],
  ])('is that it is private, to a %s', async (_, headers, id) => {
    expect(await control(get(await headers(), address({ id: 'p1' }, id)))).toMatch(/^private, max-age=(59|60)$/);
  });

  it('is that it is private when a subgraph says so, or may have looked at who asks', async () => {
    shop.says.catalogue = { 'cache-control': 'max-age=60' };
    expect(await control(get())).toMatch(/^private, max-age=(59|60)$/);
  });

  it.each([
    ['a query that is sent by POST', () => federation.ask(NAMES, { id: 'p1' })],
    [
      'a text that is sent by GET',
      () => get({}, `${federation.url}?${new URLSearchParams({ query: '{ greeting }' })}`),
    ],
    ['an answer with errors', () => get({}, address({}))],
  ])('is no-store of %s', async (_, ask) => {
    expect((await ask()).headers.get('cache-control')).toBe('no-store');
  });

  it('is no-store of what a subgraph does not let be kept', async () => {
    shop.says.catalogue = {};
    expect(await control(get())).toBe('no-store');
  });
});
