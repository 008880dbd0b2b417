import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SubgraphRequest } from '../../src/index.js';
import { ClientHeaders } from '../../src/subgraphs/client-headers.js';
import { type OpenChannel, openChannel } from '../fixtures/open-channel.js';
import { answerGraphql, GRAPHQL_ANSWER, type PlainServer, startPlainServer } from '../fixtures/start-plain-server.js';

let server: PlainServer;
let channel: OpenChannel;
/** Responses that wait to be answered. */
let held: ServerResponse[];

beforeAll(async () => {
  server = await startPlainServer();
  channel = openChannel(server.url, { traffic: { deduplicate: true } });
});

beforeEach(() => {
  held = [];
  server.requests.length = 0;
  server.answerWith((response) => held.push(response));
});

afterAll(async () => {
  await channel[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const caller = (sub: string) => ({
  viewer: { sub, scopes: [], claims: {} },
  client: {},
  headers: new ClientHeaders({}),
});

it('asks once for equal queries that are under way together, and anew after the answer', async () => {
  const answers = [1, 2, 3].map((number) => channel.ask({ headers: { 'x-request-id': `r-${number}` } }));
  await expect.poll(() => held.length).toBe(1);
  held.forEach(answerGraphql);
  expect((await Promise.all(answers)).map(({ text }) => text)).toEqual(new Array(3).fill(GRAPHQL_ANSWER));
  expect(await channel.metric('subgraph_requests_shared_total')).toBe(2);

  const later = channel.ask();
  await expect.poll(() => held.length).toBe(2);
  held.slice(1).forEach(answerGraphql);
  await later;
});

it.each<[string, Partial<SubgraphRequest>, Partial<SubgraphRequest>]>([
  ['mutations', { kind: 'mutation' }, { kind: 'mutation' }],
  ['other text', { body: '1' }, { body: '2' }],
  ['other headers', { headers: { 'x-tenant': 'a' } }, { headers: { 'x-tenant': 'b' } }],
  [
    'another viewer in the signed context',
    { headers: { 'x-router-context': 'a' }, caller: caller('u1') },
    { headers: { 'x-router-context': 'b' }, caller: caller('u2') },
  ],
  [
    'a signed context of nobody knows whom',
    { headers: { 'x-router-context': 'a' } },
    { headers: { 'x-router-context': 'b' } },
  ],
])('does not share: %s', async (_, one, other) => {
  const answers = [channel.ask(one), channel.ask(other)];
  await expect.poll(() => held.length).toBe(2);
  held.forEach(answerGraphql);
  await Promise.all(answers);
});

it('shares with the same viewer, whose signed contexts differ by time and request', async () => {
  const answers = ['a', 'b'].map((token) =>
    channel.ask({ headers: { 'x-router-context': token }, caller: caller('u1') }),
  );
  await expect.poll(() => held.length).toBe(1);
  held.forEach(answerGraphql);
  await Promise.all(answers);
  expect(server.requests).toHaveLength(1);
});

it('goes on for the others when one leaves', async () => {
  const controller = new AbortController();
  const leaving = channel.ask({ signal: controller.signal });
  const staying = channel.ask();
  await expect.poll(() => held.length).toBe(1);
  controller.abort();
  await expect(leaving).rejects.toMatchObject({ kind: 'abandoned' });
  // What has ended is looked for from time to time: when this one is found, whatever ended before it has been.
  const later = channel.ask({ body: 'another', signal: controller.signal });
  await expect(later).rejects.toMatchObject({ kind: 'abandoned' });
  held.forEach(answerGraphql);
  await expect(staying).resolves.toMatchObject({ text: GRAPHQL_ANSWER });
});

it('ends when all have left', async () => {
  const controller = new AbortController();
  const leaving = [1, 2].map(() => channel.ask({ signal: controller.signal }));
  await expect.poll(() => held.length).toBe(1);
  controller.abort();
  await Promise.all(leaving.map((one) => expect(one).rejects.toMatchObject({ kind: 'abandoned' })));
  await expect.poll(() => held[0]?.destroyed).toBe(true);
});

it('fails together', async () => {
  const answers = [1, 2].map(() => channel.ask());
  await expect.poll(() => held.length).toBe(1);
  server.answerWith((response) => response.destroy());
  held[0]?.destroy();
  await Promise.all(answers.map((answer) => expect(answer).rejects.toMatchObject({ kind: 'broken' })));
});
