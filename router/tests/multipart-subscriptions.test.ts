import { afterAll, beforeAll, expect, it } from 'vitest';
import { reviews } from './fixtures/shop.js';
import { answerTo, type LiveFederation, SUBSCRIPTION, startLiveFederation } from './fixtures/start-live-federation.js';

const MULTIPART = 'multipart/mixed;subscriptionSpec="1.0", application/json';
const CONTENT_TYPE = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0';
const PART = '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n';
const HEARTBEAT = `${PART}{}\r\n--graphql`;

let federation: LiveFederation;

beforeAll(async () => {
  federation = await startLiveFederation({
    subscriptions: { heartbeatMs: 100, reconnect: { attempts: 0 } },
    limits: { queuedEvents: 2 },
  });
});

afterAll(async () => federation[Symbol.asyncDispose]());

function post(query: string, accept = MULTIPART): Promise<Response> {
  return fetch(federation.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  });
}

/** The whole body, heartbeats left out. */
const bodyOf = async (response: Response) => (await response.text()).replaceAll(HEARTBEAT, '');
const part = (json: unknown) => `${PART}${JSON.stringify(json)}\r\n--graphql`;

it('answers each event with a part, and closes behind the last', async () => {
  const response = await post(SUBSCRIPTION);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, CONTENT_TYPE]);
  await federation.upstreamReaches(1);
  federation.events.emit(reviews[0]!);
  federation.events.emit(reviews[1]!);
  federation.events.complete();
  const parts = [answerTo(0), answerTo(1)].map((payload) => part({ payload }));
  expect(await bodyOf(response)).toBe(`--graphql${parts.join('')}--\r\n`);
});

it('says that a subscription cannot go on beside a payload of null', async () => {
  const response = await post(SUBSCRIPTION);
  await federation.upstreamReaches(1);
  federation.subgraphs.opinions!.dropSockets();
  const [, json = ''] = (await bodyOf(response)).split(PART);
  expect(JSON.parse(json.replace('\r\n--graphql--\r\n', ''))).toEqual({
    payload: null,
    errors: [
      expect.objectContaining({
        path: ['reviewAdded'],
        extensions: expect.objectContaining({ code: 'SERVICE_UNAVAILABLE' }),
      }),
    ],
  });
});

it('keeps errors of an event within its payload', async () => {
  const response = await post(SUBSCRIPTION);
  await federation.upstreamReaches(1);
  federation.subgraphs.accounts!.answerWith((answer) => answer.writeHead(500).end('boom'));
  federation.events.emit(reviews[0]!);
  federation.events.complete();
  const body = await bodyOf(response);
  federation.subgraphs.accounts!.answerWith(undefined);
  expect(body).toContain('{"payload":{"errors":[{"message":');
});

it('shows that it lives while nothing happens', async () => {
  const response = await post(SUBSCRIPTION);
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    if (text.split('{}').length > 3) break;
  }
  expect(text).toBe(`--graphql${HEARTBEAT}${HEARTBEAT}${HEARTBEAT}`);
  await federation.upstreamReaches(0);
});

it('answers everything else in JSON', async () => {
  const answered = await post('{ me { name } }');
  expect([answered.status, answered.headers.get('content-type'), await answered.json()]).toEqual([
    200,
    'application/json; charset=utf-8',
    { data: { me: { name: 'Ada' } } },
  ]);
  const refused = await post(
    'subscription { nothing }',
    'multipart/mixed;subscriptionSpec=1.0, application/graphql-response+json',
  );
  expect([refused.status, refused.headers.get('content-type')]).toEqual([
    400,
    'application/graphql-response+json; charset=utf-8',
  ]);
});

it('refuses a subscription to a client that takes one answer only', async () => {
  const response = await post(SUBSCRIPTION, 'application/json');
  expect([response.status, ((await response.json()) as any).errors[0].message]).toEqual([
    406,
    expect.stringContaining('multipart/mixed;subscriptionSpec=1.0'),
  ]);
});

it('ends with the router, behind the closing boundary', async () => {
  await using own = await startLiveFederation();
  const response = await fetch(own.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: MULTIPART },
    body: JSON.stringify({ query: SUBSCRIPTION }),
  });
  await own.upstreamReaches(1);
  await own.stopRouter();
  expect(await response.text()).toBe(`--graphql${HEARTBEAT}--\r\n`);
});
