import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenChannel, openChannel } from '../fixtures/open-channel.js';
import { answerGraphql, GRAPHQL_ANSWER, type PlainServer, startPlainServer } from '../fixtures/start-plain-server.js';

let server: PlainServer;
let channel: OpenChannel;

beforeAll(async () => {
  server = await startPlainServer();
  channel = openChannel(server.url, {
    deadlines: { subgraphMs: 20_000 },
    subgraphResponseBytes: 1_000,
    traffic: { retry: { statuses: [] }, circuitBreaker: { isEnabled: false } },
  });
});

beforeEach(() => {
  server.answerWith(answerGraphql);
  server.requests.length = 0;
  server.sockets.length = 0;
});

afterAll(async () => {
  await channel[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

it('posts the text and gives back status, headers and text, over a connection that is kept', async () => {
  server.answerWith((response) => response.writeHead(418, { 'x-thing': 'a' }).end(GRAPHQL_ANSWER));
  const headers = { 'x-request-id': 'r-1' };
  const response = await channel.ask({ body: '{"query":"{ é }"}', headers });
  expect(response).toMatchObject({ status: 418, text: GRAPHQL_ANSWER, headers: { 'x-thing': 'a' } });
  for (let index = 0; index < 5; index++) await channel.ask();
  const [first] = server.requests;
  expect(first).toMatchObject({ body: '{"query":"{ é }"}', request: { method: 'POST', url: '/graphql' } });
  expect(first?.request.headers).toMatchObject({
    'x-request-id': 'r-1',
    'content-type': 'application/json',
    'content-length': '18',
    accept: 'application/graphql-response+json, application/json',
  });
  expect(first?.request.headers).not.toHaveProperty('accept-encoding');
  // The client takes a connection again one turn of the event loop after an answer; until then it may need a second one.
  expect(new Set(server.requests.map(({ request }) => request.socket)).size).toBeLessThanOrEqual(2);
});

it('gathers an answer that comes in parts, split within a character', async () => {
  const bytes = Buffer.from(GRAPHQL_ANSWER);
  const middle = bytes.indexOf(0xc3) + 1;
  server.answerWith((response) => {
    response.writeHead(200).write(bytes.subarray(0, middle), () => response.end(bytes.subarray(middle)));
  });
  expect((await channel.ask()).text).toBe(GRAPHQL_ANSWER);
});

it('gives a redirect back as it is', async () => {
  server.answerWith((response) => response.writeHead(307, { location: server.url }).end());
  expect(await channel.ask()).toMatchObject({ status: 307, text: '' });
  expect(server.requests).toHaveLength(1);
});

describe('an answer that is too large', () => {
  it('is refused by its declared length, before it comes', async () => {
    server.answerWith((response) => response.writeHead(200, { 'content-length': 1_001 }).write('{'));
    await expect(channel.ask()).rejects.toMatchObject({ kind: 'answer', message: expect.stringContaining('1000') });
    await expect.poll(() => server.requests[0]?.request.socket.destroyed).toBe(true);
  });

  it('is refused while it comes', async () => {
    server.answerWith((response) => {
      const more = () => response.write('x'.repeat(100), () => response.destroyed || setImmediate(more));
      response.writeHead(200);
      more();
    });
    await expect(channel.ask()).rejects.toMatchObject({ kind: 'answer' });
    await expect.poll(() => server.requests[0]?.request.socket.destroyed).toBe(true);
  });

  it('is taken when it just fits', async () => {
    server.answerWith((response) => response.writeHead(200).end('x'.repeat(1_000)));
    expect((await channel.ask()).text).toHaveLength(1_000);
  });
});

describe('time', () => {
  it.each([
    ['nothing comes', () => undefined],
    [
      'it comes too slowly',
      (response: any) => {
        const drip = setInterval(() => response.write(' '), 5);
        response.once('close', () => clearInterval(drip));
      },
    ],
  ])('is up when %s, and the connection is closed', async (_, handler) => {
    await using brisk = openChannel(server.url, { subgraphs: { things: { deadlineMs: 250 } } });
    server.answerWith(handler);
    const startedAt = performance.now();
    await expect(brisk.ask()).rejects.toMatchObject({ kind: 'deadline', message: 'no answer within 250 ms' });
    expect(performance.now() - startedAt).toBeGreaterThan(240);
    await expect.poll(() => server.requests[0]?.request.socket.destroyed).toBe(true);
  });

  it('of a mutation is the one the operation has', async () => {
    await using brisk = openChannel(server.url, { subgraphs: { things: { deadlineMs: 1 } } });
    server.answerWith((response) => setTimeout(() => answerGraphql(response), 50));
    await expect(brisk.ask({ kind: 'mutation', deadlineMs: 20_000 })).resolves.toMatchObject({ status: 200 });
  });

  it('is not spent on an operation that ended: its connection is closed', async () => {
    const controller = new AbortController();
    server.answerWith(() => controller.abort());
    await expect(channel.ask({ signal: controller.signal })).rejects.toMatchObject({ kind: 'abandoned' });
    await expect.poll(() => server.requests[0]?.request.socket.destroyed).toBe(true);
  });
});

describe('a connection', () => {
  it('that breaks within the answer makes a query go out once more', async () => {
    const reset: typeof answerGraphql = (response) => {
      response.writeHead(200, { 'content-length': 500 }).write('{"data"', () => response.destroy());
    };
    server.answerWith(reset, answerGraphql);
    expect((await channel.ask()).text).toBe(GRAPHQL_ANSWER);
    server.answerWith(reset);
    await expect(channel.ask()).rejects.toMatchObject({ kind: 'broken', message: 'the connection failed' });
    expect(server.requests).toHaveLength(4);
  });

  it('that breaks is the end of a mutation', async () => {
    server.answerWith((response) => response.destroy());
    await expect(channel.ask({ kind: 'mutation' })).rejects.toMatchObject({ kind: 'broken' });
    expect(server.requests).toHaveLength(1);
  });

  it('that the subgraph closed while it was kept is replaced, also for a mutation', async () => {
    await channel.ask();
    const [{ request } = { request: undefined }] = server.requests;
    request?.socket.end();
    await once(request!.socket, 'close');
    await expect(channel.ask({ kind: 'mutation' })).resolves.toMatchObject({ status: 200 });
  });

  it('that cannot be made is a failure without an address', async () => {
    await using nobody = openChannel('http://127.0.0.1:9/', { traffic: { retry: { attempts: 0 } } });
    await expect(nobody.ask()).rejects.toMatchObject({ kind: 'unreachable', message: 'the connection failed' });
  });
});

it('asks as many at a time as it may, and lets the others wait in order', async () => {
  await using narrow = openChannel(server.url, { traffic: { maxInFlight: 2, maxQueued: 2 } });
  const held: any[] = [];
  server.answerWith((response) => held.push(response));
  const answers = [1, 2, 3, 4].map((number) => narrow.ask({ body: String(number) }));
  await expect.poll(() => held.length).toBe(2);
  await expect(narrow.ask()).rejects.toMatchObject({ kind: 'refused', message: 'too many requests to it are waiting' });
  expect(await narrow.metric('subgraph_requests_refused_total', { reason: 'queue' })).toBe(1);
  for (const expected of ['3', '4']) {
    answerGraphql(held.shift());
    await expect.poll(() => server.requests.at(-1)?.body).toBe(expected);
  }
  held.forEach(answerGraphql);
  await Promise.all(answers);
  expect(server.sockets).toHaveLength(2);
});

it('waits for its turn no longer than there is time', async () => {
  await using narrow = openChannel(server.url, {
    traffic: { maxInFlight: 1 },
    subgraphs: { things: { deadlineMs: 250 } },
  });
  const held: any[] = [];
  server.answerWith((response) => held.push(response));
  const controller = new AbortController();
  const first = narrow.ask({ kind: 'mutation' });
  const second = narrow.ask();
  const third = narrow.ask({ kind: 'mutation', signal: controller.signal });
  controller.abort();
  await Promise.all([
    expect(second).rejects.toMatchObject({ kind: 'deadline' }),
    expect(third).rejects.toMatchObject({ kind: 'abandoned' }),
  ]);
  await expect.poll(() => held.length).toBe(1);
  answerGraphql(held[0]);
  await first;
  expect(server.requests).toHaveLength(1);
});
