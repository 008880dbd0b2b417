import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogue, shop } from './fixtures/shop.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';
import { startSubgraph } from './fixtures/start-subgraph.js';

/** Time enough for a busy machine. */
let federation: TestFederation;
/** Time enough for a subgraph that never answers. */
let brisk: TestFederation;

beforeAll(async () => {
  federation = await startFederation(shop, {
    deadlines: { operationMs: 30_000, subgraphMs: 20_000 },
    subgraphResponseBytes: 20_000,
  });
  brisk = await startFederation(shop, {
    deadlines: { operationMs: 1_500, mutationMs: 1_500, subgraphMs: 1_000 },
  });
});

beforeEach(() => {
  for (const subgraph of [federation, brisk].flatMap(({ subgraphs }) => Object.values(subgraphs))) {
    subgraph.answerWith(undefined);
    subgraph.requests.length = 0;
  }
});

afterAll(async () => {
  await federation[Symbol.asyncDispose]();
  await brisk[Symbol.asyncDispose]();
});

const QUERY = '{ me { name } reviews { id author { email } } products { name } }';

/** The answer when `accounts` gives none. */
async function expectOthersToArrive({ ask }: TestFederation, message: string): Promise<void> {
  const { status, body } = await ask(QUERY);
  expect(status).toBe(200);
  expect(body.data.products).toEqual([{ name: 'Lamp' }, { name: '' }, { name: 'Chair' }]);
  expect(body.data.me).toBeNull();
  expect(body.data.reviews.map((review: any) => review.author)).toEqual([1, 2, 3, 4].map(() => ({ email: null })));
  expect(body.errors.map((error: any) => error.path)).toEqual(
    expect.arrayContaining([['me'], ...[0, 1, 2, 3].map((index) => ['reviews', index, 'author', 'email'])]),
  );
  for (const error of body.errors) {
    expect(error.message).toContain(message);
    expect(error.extensions).toEqual(
      expect.objectContaining({ code: 'SERVICE_UNAVAILABLE', ref: 'SYS_002', serviceName: 'accounts' }),
    );
  }
  const text = JSON.stringify(body);
  expect(text).not.toMatch(/127\.0\.0\.1|ECONN|secret|node:/);
}

describe('a subgraph that gives no GraphQL answer costs its own fields only', () => {
  it.each([
    ['an error page', (response: any) => response.writeHead(502).end('<h1>secret</h1>'), 'answered 502'],
    ['no JSON', (response: any) => response.writeHead(200).end('{"data":{"me":'), 'answered 200'],
    ['JSON that is no answer', (response: any) => response.writeHead(200).end('{"secret":1}'), 'answered 200'],
    [
      'a redirect',
      (response: any) => response.writeHead(302, { location: federation.subgraphs.accounts!.url }).end(),
      'answered 302',
    ],
    ['a broken connection', (response: any) => response.destroy(), 'the connection failed'],
    [
      'too much',
      (response: any) => response.writeHead(200).end(JSON.stringify({ data: { me: 'x'.repeat(30_000) } })),
      'larger than 20000 bytes',
    ],
  ])('%s', async (_, answer, message) => {
    federation.subgraphs.accounts?.answerWith(answer);
    await expectOthersToArrive(federation, message);
  });

  it.each([
    ['nothing in time', () => undefined],
    ['half an answer in time', (response: any) => response.writeHead(200).write('{"data"')],
  ])('%s', async (_, answer) => {
    brisk.subgraphs.accounts?.answerWith(answer);
    await expectOthersToArrive(brisk, 'no answer within 1000 ms');
  });

  it('being down', async () => {
    await using down = await startFederation(shop);
    await down.subgraphs.accounts?.[Symbol.asyncDispose]();
    const { body } = await down.ask('{ me { name } products { name } }');
    expect(body.data).toEqual({ me: null, products: expect.any(Array) });
    expect(body.errors).toEqual([expect.objectContaining({ path: ['me'] })]);
  });

  it('answers errors without data, with a status of its own', async () => {
    const errors = [
      { message: 'Sign in first', extensions: { code: 'UNAUTHENTICATED', ref: 'AUTH_001', stacktrace: ['secret'] } },
    ];
    federation.subgraphs.accounts?.answerWith((response) => response.writeHead(401).end(JSON.stringify({ errors })));
    const { body } = await federation.ask('{ me { name } }');
    expect(body).toEqual({
      data: { me: null },
      errors: [
        {
          message: 'Sign in first',
          path: ['me'],
          extensions: {
            code: 'UNAUTHENTICATED',
            ref: 'AUTH_001',
            requestId: expect.any(String),
            timestamp: expect.any(String),
            serviceName: 'accounts',
          },
        },
      ],
    });
  });
});

describe('time', () => {
  it('is up for the whole operation at its deadline, however many subgraphs hang one after the other', async () => {
    const hang = () => undefined;
    for (const subgraph of Object.values(brisk.subgraphs)) subgraph.answerWith(hang);
    const startedAt = performance.now();
    const { body } = await brisk.ask(
      'mutation { a: userRename(id: "u1", name: "x") { id } b: productRename(id: "p1", name: "x") { id } c: userRename(id: "u1", name: "x") { id } d: productRename(id: "p1", name: "x") { id } }',
    );
    expect(performance.now() - startedAt).toBeLessThan(3_500);
    expect(body.data).toEqual({ a: null, b: null, c: null, d: null });
    expect(body.errors.map((error: any) => error.path)).toEqual([['a'], ['b'], ['c'], ['d']]);
  });

  it('is longer for a mutation: what was begun is waited for', async () => {
    await using hurried = await startFederation(shop, {
      deadlines: { operationMs: 200, mutationMs: 20_000, subgraphMs: 100 },
    });
    const late = '{"data":{"userRename":{"__typename":"User","id":"u1"}}}';
    hurried.subgraphs.accounts?.answerWith((response) => {
      setTimeout(() => response.writeHead(200).end(late), 500);
    });
    const { body } = await hurried.ask('mutation { userRename(id: "u1", name: "x") { id } }');
    expect(body).toEqual({ data: { userRename: { id: 'u1' } } });
  });

  it('is not spent on a query whose client has gone, and is on a mutation', async () => {
    await using patient = await startFederation(shop, {
      deadlines: { operationMs: 60_000, mutationMs: 60_000, subgraphMs: 60_000 },
    });
    const { accounts, catalogue: products } = patient.subgraphs;
    /** Asks, and leaves when the subgraph was reached; that subgraph's response, not answered yet. */
    const askAndLeave = async (query: string): Promise<ServerResponse> => {
      const reached = new Promise<ServerResponse>((resolve) => accounts!.answerWith(resolve));
      const controller = new AbortController();
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify({ query }), signal: controller.signal };
      const asked = fetch(patient.url, init).catch(() => undefined);
      const response = await reached;
      controller.abort();
      await asked;
      return response;
    };
    const ofQuery = await askAndLeave('{ me { name } }');
    await once(ofQuery, 'close');

    const ofMutation = await askAndLeave(`mutation {
      userRename(id: "u1", name: "x") { name }
      productRename(id: "p1", name: "x") { name }
    }`);
    ofMutation.writeHead(200).end('{"data":{"userRename":null}}');
    await expect.poll(() => products?.requests.length).toBe(1);
  });
});

describe('a connection that breaks', () => {
  it.each([
    ['is tried once more for a query', '{ me { name } }', 2],
    ['is not for a mutation', 'mutation { userRename(id: "u1", name: "x") { name } }', 1],
  ])('%s', async (_, query, requestCount) => {
    federation.subgraphs.accounts?.answerWith((response) => response.destroy());
    await federation.ask(query);
    expect(federation.subgraphs.accounts?.requests.length).toBe(requestCount);
  });
});

describe('errors in an answer', () => {
  const failing = (error: Error) => ({
    ...shop[2]!,
    resolvers: {
      ...shop[2]!.resolvers,
      Review: { ...shop[2]!.resolvers!.Review, text: ({ id }: any) => (id === 'r3' ? Promise.reject(error) : id) },
    },
  });
  const withCode = Object.assign(new Error('Not for you'), {
    extensions: { code: 'FORBIDDEN', ref: 'AUTH_003', secret: 1 },
  });

  it('are mapped to the client’s path: aliases, indices, and every place of the entity', async () => {
    await using broken = await startFederation([catalogue, shop[1]!, failing(withCode)]);
    const { body } = await broken.ask(
      '{ all: products { id: name reviews { nr: id t: text } } again: products { name reviews { t: text } } }',
    );
    expect(body.data).toBeNull();
    expect(body.errors.map((error: any) => error.path)).toEqual([
      ['all', 1, 'reviews', 1, 't'],
      ['again', 1, 'reviews', 1, 't'],
    ]);
    expect(body.errors[0].message).toBe('Not for you');
    expect(body.errors[0].extensions).toEqual({
      code: 'FORBIDDEN',
      ref: 'AUTH_003',
      serviceName: 'opinions',
      requestId: expect.any(String),
      timestamp: expect.any(String),
    });
  });

  it('account for all fields of a request that was answered without data', async () => {
    const errors = [{ message: 'Not for you', path: ['first'], extensions: { code: 'FORBIDDEN' } }];
    federation.subgraphs.accounts?.answerWith((response) => response.end(JSON.stringify({ data: null, errors })));
    const { body } = await federation.ask('{ first: me { name } second: me { name } products { name } }');
    expect(body.data).toEqual({ first: null, second: null, products: expect.any(Array) });
    expect(body.errors.map((error: any) => error.path)).toEqual([['first']]);
  });

  it('without a code are masked', async () => {
    await using broken = await startFederation([
      catalogue,
      shop[1]!,
      failing(new Error('secret: SELECT * FROM reviews')),
    ]);
    const { body } = await broken.ask('{ reviews { text } }');
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(body.errors[0]).toEqual({
      message: 'The field could not be answered',
      path: ['reviews', 2, 'text'],
      extensions: expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR', ref: 'SYS_001', serviceName: 'opinions' }),
    });
  });

  it('of fields that only the planner asked for are told of the object', async () => {
    const heavy = {
      ...catalogue,
      resolvers: {
        ...catalogue.resolvers,
        Product: {
          ...catalogue.resolvers!.Product,
          weight: ({ weight }: any) => (weight === 7 ? Promise.reject(withCode) : weight),
        },
      },
    };
    const nullable = { ...heavy, sdl: heavy.sdl.replace('products: [Product!]!', 'products: [Product]!') };
    await using broken = await startFederation([nullable, shop[1]!, shop[2]!]);
    const { body } = await broken.ask('{ products { shipping } }');
    expect(body.data).toEqual({ products: [{ shipping: 0 }, { shipping: 120 }, null] });
    expect(body.errors.map((error: any) => error.path)).toEqual([['products', 2]]);
  });
});

it('does not follow a subgraph to another host', async () => {
  let visits = 0;
  const elsewhere = createServer((_, response) => {
    visits++;
    response.end('{"data":{"me":null}}');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const { port } = elsewhere.address() as { port: number };
  federation.subgraphs.accounts?.answerWith((response) =>
    response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end(),
  );
  await federation.ask('{ me { name } }');
  expect(visits).toBe(0);
  elsewhere.close();
});

it('refuses a subgraph without an address, and an address without a subgraph', async () => {
  await using subgraph = await startSubgraph(catalogue);
  const { createRouter } = await import('../src/index.js');
  const { composeSupergraph } = await import('./fixtures/start-federation.js');
  const supergraphSdl = composeSupergraph([{ ...subgraph, url: '' }]);
  await expect(createRouter({ supergraphSdl })).rejects.toThrow('Subgraph "catalogue" has no usable URL');
  await expect(createRouter({ supergraphSdl, config: { subgraphs: { other: { url: 'http://a' } } } })).rejects.toThrow(
    '"subgraphs.other" is not a subgraph',
  );
});
