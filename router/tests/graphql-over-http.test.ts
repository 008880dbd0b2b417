import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shop } from './fixtures/shop.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';

const GRAPHQL = 'application/graphql-response+json';
const JSON_TYPE = { 'content-type': 'application/json' };
const QUERY = '{ me { name } }';
const DATA = { data: { me: { name: 'Ada' } } };

let federation: TestFederation;
let base: string;

beforeAll(async () => {
  const htmlDir = join(mkdtempSync(join(tmpdir(), 'explorer-')), 'html');
  mkdirSync(join(htmlDir, 'assets'), { recursive: true });
  writeFileSync(join(htmlDir, '..', 'secret.json'), '{}');
  writeFileSync(join(htmlDir, 'index.html'), '<title>Explorer</title>');
  writeFileSync(join(htmlDir, 'assets', 'main.js'), 'explore()');
  const limits = { bodyBytes: 3_000, depth: 6, selections: 200, rootFields: 10, tokens: 500 };
  federation = await startFederation(shop, {
    limits,
    cors: { origins: ['https://shop.test'] },
    explorer: { htmlDir },
  });
  base = new URL(federation.url).origin;
});

afterAll(async () => federation[Symbol.asyncDispose]());

const jsonOf = async (response: Response): Promise<any> => response.json();

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(federation.url, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: text });
}

function get(parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${federation.url}?${new URLSearchParams(parameters)}`, { headers: { accept: GRAPHQL, ...headers } });
}

describe('content negotiation', () => {
  it.each([
    [undefined, 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    [GRAPHQL, `${GRAPHQL}; charset=utf-8`],
    [`${GRAPHQL}, application/json;q=0.9`, `${GRAPHQL}; charset=utf-8`],
    [`application/json;q=0.5, ${GRAPHQL};q=0.4`, 'application/json; charset=utf-8'],
    ['image/png, */*;q=0.1', 'application/json; charset=utf-8'],
  ])('answers Accept %s with %s', async (accept, type) => {
    const response = await post({ query: QUERY }, accept === undefined ? {} : { accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(await jsonOf(response)).toEqual(DATA);
  });

  it('refuses what it cannot answer in', async () => {
    expect((await post({ query: QUERY }, { accept: 'image/png' })).status).toBe(406);
  });
});

describe('what is not a GraphQL request', () => {
  it.each([
    ['no JSON', '{', 400],
    ['a list', '[]', 400],
    ['no query', '{}', 400],
    ['a query that is no string', '{"query": {}}', 400],
    ['an operation name that is no string', `{"query": "${QUERY}", "operationName": 1}`, 400],
    ['variables that are no object', `{"query": "${QUERY}", "variables": "x"}`, 400],
    ['a list of variables', `{"query": "${QUERY}", "variables": [1]}`, 400],
    ['extensions that are no object', `{"query": "${QUERY}", "extensions": 7}`, 400],
  ])('refuses %s', async (_, body, status) => {
    for (const accept of ['application/json', GRAPHQL]) {
      const response = await post(body, { accept });
      expect(response.status).toBe(status);
      expect(await jsonOf(response)).toEqual({
        errors: [
          { message: expect.any(String), extensions: expect.objectContaining({ code: 'BAD_REQUEST', ref: 'VAL_004' }) },
        ],
      });
    }
  });

  it('takes null for what may be absent', async () => {
    const response = await post({ query: QUERY, operationName: null, variables: null, extensions: null });
    expect(await jsonOf(response)).toEqual(DATA);
  });

  it.each([
    [{ 'content-type': 'application/json; charset=utf-16' }, 415],
    [{ 'content-type': 'application/graphql' }, 415],
    [{ 'content-encoding': 'gzip' }, 415],
  ])('refuses a body with %j', async (headers, status) => {
    expect((await post({ query: QUERY }, headers)).status).toBe(status);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('refuses the method %s', async (method) => {
    const response = await fetch(federation.url, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, OPTIONS']);
  });

  it.each(['/elsewhere', '//', '/graphql/', '/%'])('knows no path %s', async (path) => {
    expect((await fetch(base + path)).status).toBe(404);
  });
});

describe('operations that are wrong', () => {
  it.each([
    ['a document that cannot be parsed', { query: '{' }, 'GRAPHQL_PARSE_FAILED', 'VAL_002'],
    ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED', 'VAL_003'],
    ['an unknown operation', { query: QUERY, operationName: 'Other' }, 'GRAPHQL_VALIDATION_FAILED', 'VAL_003'],
    ['a missing variable', { query: 'query ($id: ID!) { user(id: $id) { name } }' }, 'BAD_USER_INPUT', 'VAL_001'],
  ])('answers %s by the status its media type has for it', async (_, body, code, ref) => {
    for (const [accept, status] of [
      ['application/json', 200],
      [GRAPHQL, 400],
    ] as const) {
      const response = await post(body, { accept });
      const answer = await jsonOf(response);
      expect(response.status).toBe(status);
      expect(answer).not.toHaveProperty('data');
      expect(answer.errors[0].extensions).toEqual({
        code,
        ref,
        requestId: response.headers.get('x-request-id'),
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      });
    }
  });

  it('says where', async () => {
    const { errors } = await jsonOf(await post({ query: '{\n  nothing\n}' }));
    expect(errors[0].locations).toEqual([{ line: 2, column: 3 }]);
  });
});

describe('GET', () => {
  it('answers queries, with variables in JSON', async () => {
    const query = 'query ($id: ID!) { user(id: $id) { name } }';
    expect(await jsonOf(await get({ query, variables: '{"id":"u2"}' }))).toEqual({ data: { user: { name: 'Bob' } } });
  });

  it('refuses variables that are no JSON', async () => {
    expect((await get({ query: QUERY, variables: '{' })).status).toBe(400);
  });

  it('refuses a mutation, and executes nothing', async () => {
    const before = federation.subgraphs.accounts?.requests.length;
    const response = await get({ query: 'mutation { userRename(id: "u1", name: "x") { name } }' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(federation.subgraphs.accounts?.requests.length).toBe(before);
  });

  it('refuses a subscription without a stream to answer it in', async () => {
    expect((await get({ query: 'subscription { reviewAdded { id } }' })).status).toBe(406);
  });
});

/** Sends the headers as they are; `fetch` would add some. */
async function sendAsBrowser(method: string, headers: Record<string, string>): Promise<IncomingMessage> {
  const request = httpRequest(`${federation.url}?query=${encodeURIComponent(QUERY)}`, { method, headers });
  request.end(method === 'POST' ? '{}' : undefined);
  const [response] = await once(request, 'response');
  return response;
}

describe('requests that another site could forge', () => {
  const form = 'application/x-www-form-urlencoded';
  it.each([
    ['a link', 'GET', { accept: 'application/xml;q=0.9, */*;q=0.8', 'sec-fetch-mode': 'navigate' }],
    ['a picture', 'GET', { accept: 'image/*, */*', 'sec-fetch-mode': 'no-cors' }],
    ['a script', 'GET', { accept: '*/*', 'sec-fetch-mode': 'no-cors' }],
    ['a page’s fetch', 'GET', { accept: '*/*', 'sec-fetch-mode': 'cors', origin: 'https://evil.test' }],
    ['an old browser', 'GET', { accept: '*/*' }],
    ['a form', 'POST', { 'content-type': form, 'sec-fetch-mode': 'navigate' }],
    ['a form in plain text', 'POST', { 'content-type': 'text/plain' }],
    ['a page’s fetch with a body', 'POST', { 'content-type': 'text/plain', 'sec-fetch-mode': 'cors' }],
  ] as [string, string, Record<string, string>][])('are refused: %s', async (_, method, headers) => {
    const response = await sendAsBrowser(method, headers);
    expect(response.statusCode).toBe(400);
    expect((await json(response)) as any).toMatchObject({ errors: [{ message: expect.stringContaining('forged') }] });
  });

  it.each([
    { accept: GRAPHQL },
    { accept: 'application/json' },
    { 'apollo-require-preflight': '1' },
    { 'x-apollo-operation-name': 'Me' },
    { accept: '*/*', 'sec-fetch-mode': 'cors' },
  ] as Record<string, string>[])('are told apart by %j', async (headers) => {
    const response = await fetch(`${federation.url}?query=${encodeURIComponent(QUERY)}`, { headers });
    expect(await jsonOf(response)).toEqual(DATA);
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    fetch(federation.url, { method: 'OPTIONS', headers: { origin, 'access-control-request-headers': 'content-type' } });

  it('lets pages of a configured origin ask and read', async () => {
    const asked = await preflight('https://shop.test');
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-headers')).toBe('content-type');
    const read = await post({ query: QUERY }, { origin: 'https://shop.test' });
    expect(read.headers.get('access-control-allow-origin')).toBe('https://shop.test');
  });

  it('lets no other', async () => {
    expect((await preflight('https://evil.test')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('limits', () => {
  const doubling = (levels: number) =>
    `{ ...F0 } ${Array.from({ length: levels }, (_, level) => `fragment F${level} on Query { ...F${level + 1} ...F${level + 1} }`).join(' ')}
     fragment F${levels} on Query { me { name } }`;

  it.each([
    [
      'depth',
      '{ me { reviews { product { reviews { product { reviews { id } } } } } } }',
      'depth must be at most 6, got 7',
    ],
    ['selections', doubling(40), 'selections must be at most 200'],
    [
      'root fields',
      `{ ${Array.from({ length: 11 }, (_, n) => `a${n}: me { id }`).join(' ')} }`,
      'root fields must be at most 10',
    ],
    ['tokens', `{ me { ${'id '.repeat(500)} } }`, 'tokens'],
  ])('refuses too many: %s', async (_, query, message) => {
    const response = await post({ query }, { accept: GRAPHQL });
    const { errors } = await jsonOf(response);
    expect([response.status, errors[0].extensions.code, errors[0].extensions.ref]).toEqual([
      400,
      'LIMIT_EXCEEDED',
      'LIM_002',
    ]);
    expect(errors[0].message).toContain(message);
  });

  it('refuses a large body, announced or not', async () => {
    const body = JSON.stringify({ query: `{ me { name } } #${'x'.repeat(3_000)}` });
    expect((await post(body)).status).toBe(413);
    const stream = new Blob([body]).stream();
    const response = await fetch(federation.url, {
      method: 'POST',
      headers: JSON_TYPE,
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });
});

describe('automatic persisted queries', () => {
  const hashOf = (query: string) => createHash('sha256').update(query).digest('hex');
  const extensions = (query: string) => ({ persistedQuery: { version: 1, sha256Hash: hashOf(query) } });

  it('are found once they were sent, by every method', async () => {
    const query = '{ me { name email } }';
    const unknown = await jsonOf(await post({ extensions: extensions(query) }));
    expect(unknown.errors[0]).toEqual({
      message: 'PersistedQueryNotFound',
      extensions: expect.objectContaining({ code: 'PERSISTED_QUERY_NOT_FOUND', ref: 'APQ_001' }),
    });
    const data = { me: { name: 'Ada', email: 'ada@example.test' } };
    expect(await jsonOf(await post({ query, extensions: extensions(query) }))).toEqual({ data });
    expect(await jsonOf(await post({ extensions: extensions(query) }))).toEqual({ data });
    expect(await jsonOf(await get({ extensions: JSON.stringify(extensions(query)) }))).toEqual({ data });
  });

  it('are not kept when they are not valid', async () => {
    const query = '{ nothing }';
    await post({ query, extensions: extensions(query) });
    const { errors } = await jsonOf(await post({ extensions: extensions(query) }));
    expect(errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('are refused under the hash of another', async () => {
    const { errors } = await jsonOf(await post({ query: QUERY, extensions: extensions('{ other }') }));
    expect(errors[0].extensions).toEqual(expect.objectContaining({ code: 'BAD_USER_INPUT', ref: 'VAL_001' }));
  });
});

describe('request ids', () => {
  it('are taken over, answered, and sent on', async () => {
    const response = await post({ query: QUERY }, { 'x-request-id': 'my-request-1' });
    expect(response.headers.get('x-request-id')).toBe('my-request-1');
    expect(federation.subgraphs.accounts?.requests.at(-1)?.headers['x-request-id']).toBe('my-request-1');
  });

  it('are made anew, as UUIDs of version 7, where none or a bad one is sent', async () => {
    for (const headers of [{}, { 'x-request-id': 'a b' }, { 'x-request-id': 'x'.repeat(200) }] as Record<
      string,
      string
    >[]) {
      const id = (await post({ query: QUERY }, headers)).headers.get('x-request-id');
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});

describe('health, metrics and the explorer', () => {
  it('tells that it lives and is ready', async () => {
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    expect(await (await fetch(`${base}/health/ready`)).json()).toMatchObject({
      status: 'up',
      supergraph: { hash: expect.stringMatching(/^[0-9a-f]{12}$/) },
    });
  });

  it('counts what it does', async () => {
    await post({ query: '{ products { reviews { id } } }' });
    await post({ query: '{ products { reviews { id } } }' });
    const text = await (await fetch(`${base}/metrics`)).text();
    expect(text).toMatch(/http_request_duration_seconds_count\{method="POST",route="\/graphql",status="200"\} \d+/);
    expect(text).toMatch(/graphql_operations_total\{kind="query",outcome="ok"\} \d+/);
    expect(text).toMatch(/subgraph_request_duration_seconds_count\{subgraph="opinions"\} \d+/);
    expect(text).toMatch(/graphql_plan_cache_hits_total [1-9]/);
    expect(text).toContain('process_cpu_user_seconds_total');
  });

  it('counts paths that it does not have as one', async () => {
    for (const path of ['/health/elsewhere', '/metrics/elsewhere', '/elsewhere']) await fetch(`${base}${path}`);
    const text = await (await fetch(`${base}/metrics`)).text();
    expect(text).toMatch(/http_request_duration_seconds_count\{method="GET",route="other",status="404"\} [3-9]/);
    expect(text).not.toContain('elsewhere');
  });

  it('shows browsers the explorer, and only its files', async () => {
    const page = await fetch(federation.url, { headers: { accept: 'text/html,*/*' } });
    expect(await page.text()).toBe('<title>Explorer</title>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await (await fetch(`${base}/`, { headers: { accept: 'text/html' } })).text()).toBe(
      '<title>Explorer</title>',
    );
    expect(await (await fetch(`${base}/explorer/assets/main.js`)).text()).toBe('explore()');
    expect((await fetch(`${base}/explorer/..%2fsecret.json`)).status).toBe(404);
    expect((await fetch(`${base}/explorer/missing.js`)).status).toBe(404);
    expect((await fetch(`${base}/explorer/%`)).status).toBe(404);
  });
});
