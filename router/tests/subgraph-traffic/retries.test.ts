import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openChannel } from '../fixtures/open-channel.js';
import { answerGraphql, type Handler, type PlainServer, startPlainServer } from '../fixtures/start-plain-server.js';

let server: PlainServer;

const unavailable: Handler = (response) => response.writeHead(503).end('try later');
const reset: Handler = (response) => response.destroy();

beforeAll(async () => {
  server = await startPlainServer();
});

beforeEach(() => {
  server.requests.length = 0;
});

afterAll(() => server[Symbol.asyncDispose]());

describe('a query is sent again', () => {
  it('after a 503', async () => {
    await using channel = openChannel(server.url);
    server.answerWith(unavailable, answerGraphql);
    await expect(channel.ask()).resolves.toMatchObject({ status: 200 });
    expect(await channel.metric('subgraph_requests_retried_total', { subgraph: 'things' })).toBe(1);
  });

  it('as often as configured, and no more', async () => {
    await using channel = openChannel(server.url, { traffic: { retry: { attempts: 2 } } });
    server.answerWith(reset, unavailable, answerGraphql);
    await expect(channel.ask()).resolves.toMatchObject({ status: 200 });
    server.answerWith(unavailable);
    await expect(channel.ask()).resolves.toMatchObject({ status: 503, text: 'try later' });
    expect(server.requests).toHaveLength(6);
  });

  it('when there was nobody to connect to', async () => {
    const gone = await startPlainServer();
    await gone[Symbol.asyncDispose]();
    await using channel = openChannel(gone.url);
    await expect(channel.ask()).rejects.toMatchObject({ kind: 'unreachable' });
    expect(await channel.metric('subgraph_requests_retried_total')).toBe(1);
  });
});

describe('a query is not sent again', () => {
  it.each([
    ['after a status that is not named', {}, (response: any) => response.writeHead(500).end()],
    ['when no attempts are configured', { retry: { attempts: 0 } }, reset],
    ['after a 503 that is not named', { retry: { statuses: [] } }, unavailable],
  ])('%s', async (_, traffic, handler) => {
    await using channel = openChannel(server.url, { traffic });
    server.answerWith(handler as Handler);
    await channel.ask().catch(() => undefined);
    expect(server.requests).toHaveLength(1);
  });

  it('when its deadline leaves no room', async () => {
    await using channel = openChannel(server.url, { subgraphs: { things: { deadlineMs: 300 } } });
    server.answerWith((response) => setTimeout(() => response.writeHead(503).end(), 280));
    await channel.ask().catch(() => undefined);
    expect(server.requests.length).toBeLessThan(2);
  });

  it('when the budget is spent: a subgraph that fails everything gets little more than before', async () => {
    await using channel = openChannel(server.url, { traffic: { circuitBreaker: { isEnabled: false } } });
    server.answerWith(unavailable);
    await Promise.all(Array.from({ length: 100 }, () => channel.ask()));
    // The reserve of ten, a tenth of the requests, and one for the second this may take.
    expect(server.requests.length).toBeGreaterThanOrEqual(110);
    expect(server.requests.length).toBeLessThanOrEqual(121);
  });
});

it('never sends a mutation again', async () => {
  await using channel = openChannel(server.url, { traffic: { retry: { attempts: 5 } } });
  server.answerWith(unavailable);
  await expect(channel.ask({ kind: 'mutation' })).resolves.toMatchObject({ status: 503 });
  server.answerWith(reset);
  await expect(channel.ask({ kind: 'mutation' })).rejects.toMatchObject({ kind: 'broken' });
  expect(server.requests).toHaveLength(2);
  expect(await channel.metric('subgraph_requests_failed_total', { kind: 'broken' })).toBe(1);
});

it('leaves a subgraph alone that failed too often, and finds out when it is well again', async () => {
  await using channel = openChannel(server.url, {
    traffic: { retry: { attempts: 0 }, circuitBreaker: { minRequests: 5, openMs: 1_000 } },
  });
  expect(await channel.metric('subgraph_circuit_state')).toBe(0);
  server.answerWith(unavailable);
  for (let index = 0; index < 5; index++) await channel.ask();
  const message = 'it has failed too often, and is left alone for a while';
  await expect(channel.ask()).rejects.toMatchObject({ kind: 'refused', message });
  await expect(channel.ask({ kind: 'mutation' })).rejects.toMatchObject({ kind: 'refused' });
  expect(server.requests).toHaveLength(5);
  expect(await channel.metric('subgraph_circuit_state')).toBe(2);
  expect(await channel.metric('subgraph_requests_failed_total', { kind: 'status' })).toBe(5);
  expect(await channel.metric('subgraph_requests_refused_total', { reason: 'circuit' })).toBe(2);

  server.answerWith(answerGraphql);
  await expect.poll(() => channel.ask().catch(() => undefined)).toMatchObject({ status: 200 });
  expect(await channel.metric('subgraph_circuit_state')).toBe(0);
});
