import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId, signCall } from '../src/index.js';
import {
  aMember,
  askSubgraph,
  createTestDatabase,
  subscribeTo,
  TEST_KEYS,
  type TestDatabase,
  testEnvironment,
  until,
} from '../src/testing/index.js';
import { createToyApp, type ToyApp } from './toy/toy-app.js';

let database: TestDatabase;
let app: ToyApp;

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'), 'toy');
  app = await createToyApp(testEnvironment(database.url));
  await app.listen();
});

afterAll(async () => {
  await app?.[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
});

const WRITE = 'mutation ($text: String!, $key: String) { noteWrite(text: $text, idempotencyKey: $key) { id text } }';

describe('GraphQL door', () => {
  it('refuses whoever is not the router', async () => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{notes{id}}"}',
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED', ref: 'AUTH_001' } }],
    });
  });

  it('knows the viewer that the router vouches for', async () => {
    const viewer = aMember();
    expect((await askSubgraph(app.url, '{ whoami }', { viewer })).data).toEqual({ whoami: viewer.id });
    expect((await askSubgraph(app.url, '{ whoami }')).errors?.[0]?.extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('masks what is unexpected and keeps what is meant for the client', async () => {
    const broken = await askSubgraph(app.url, '{ broken(how: "vault") }');
    expect(broken.errors?.[0]).toMatchObject({
      path: ['broken'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', ref: 'SYS_001' },
    });
    expect(JSON.stringify(broken)).not.toMatch(/secret_column|vault|stack|select/);
    const meant = await askSubgraph(app.url, '{ broken(how: "input") }');
    expect(meant.errors?.[0]).toMatchObject({
      message: 'how must not be input',
      extensions: {
        code: 'BAD_USER_INPUT',
        inputPath: ['how'],
        requestId: expect.any(String),
        timestamp: expect.any(String),
      },
    });
    const wrong = await askSubgraph(app.url, '{ nothingLikeIt }');
    expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED', ref: 'VAL_003' });
  });

  it('refuses text that the database cannot store, in variables and in the document', async () => {
    const before = app.statementCount();
    for (const text of ['a\0b', '\ud800']) {
      const answer = await askSubgraph(app.url, WRITE, { variables: { text } });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    const literal = await askSubgraph(app.url, 'mutation { noteWrite(text: "a\\u0000b") { id } }');
    expect(literal.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(app.statementCount()).toBe(before);
  });

  it('refuses card numbers before anything is done, and says none again', async () => {
    const before = app.statementCount();
    const number = '4242 4242 4242 4242';
    const refused = { code: 'CARD_NUMBER_REFUSED', ref: 'VAL_006' };
    const variable = await askSubgraph(app.url, WRITE, { variables: { text: `paid with ${number}` } });
    const literal = await askSubgraph(app.url, `mutation { noteWrite(text: "${number}") { id } }`);
    for (const answer of [variable, literal]) expect(answer.errors?.[0]?.extensions).toMatchObject(refused);
    const wrong = await askSubgraph(app.url, `{ whoami(card: "${number}") }`);
    const badValue = await askSubgraph(app.url, 'query ($n: Int!) { broken(how: $n) }', { variables: { n: number } });
    expect(JSON.stringify([variable, literal, wrong, badValue])).not.toContain('4242');
    expect(app.statementCount()).toBe(before);
  });

  it('wakes subscribers over WebSocket', async () => {
    const notes = subscribeTo(app.url, 'subscription { noteAdded { text } }');
    const first = notes.next();
    const written = setInterval(() => void askSubgraph(app.url, WRITE, { variables: { text: 'live' } }), 50);
    expect((await first).value).toEqual({ data: { noteAdded: { text: 'live' } } });
    clearInterval(written);
    await notes.return?.();
  });
});

describe('idempotency', () => {
  it('does the work once for a key, also when two arrive at once', async () => {
    const ask = () => askSubgraph(app.url, WRITE, { variables: { text: 'once', key: 'k1' } });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(answers.map(({ data }) => data.noteWrite.id)).size).toBe(1);
    expect(await database.sql`select 1 from notes where text = 'once'`).toHaveLength(1);
  });

  it('refuses the same key for another input', async () => {
    await askSubgraph(app.url, WRITE, { variables: { text: 'first', key: 'k2' } });
    const other = await askSubgraph(app.url, WRITE, { variables: { text: 'second', key: 'k2' } });
    expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', ref: 'IDEM_001' });
    expect(await database.sql`select 1 from notes where text = 'second'`).toHaveLength(0);
  });
});

describe('facts', () => {
  it('reach the listener once committed', async () => {
    const { data } = await askSubgraph(app.url, WRITE, { variables: { text: 'fact' } });
    await until(() => app.heard.some(({ noteId }) => noteId === data.noteWrite.id), { what: 'the fact' });
  });

  it('stay in the queue when the listener fails', async () => {
    await askSubgraph(app.url, WRITE, { variables: { text: 'refuse' } });
    const failed = () => database.sql`
      select last_error, payload->'fact'->>'id' as fact_id from graphile_worker._private_jobs where last_error is not null`;
    const [job] = await until(async () => ((await failed()).length > 0 ? failed() : false), { what: 'the failed job' });
    expect(job?.last_error).toContain('orders answered 500 to note-written');
    expect(job?.fact_id).toEqual(expect.any(String));
    expect(await database.sql`select 1 from inbox where event_id = ${job?.fact_id}`).toHaveLength(0);
  });

  const deliver = async (body: string, key: string = TEST_KEYS.SERVICE_SIGNING_KEY) =>
    fetch(`${app.url}/events`, {
      method: 'POST',
      headers: { 'x-service-signature': await signCall({ from: 'orders', to: 'orders', path: '/events', body }, key) },
      body,
    });

  it('change nothing when they come a second time', async () => {
    const noteId = newId();
    const fact = {
      id: newId(),
      name: 'note-written',
      version: 1,
      occurredAt: new Date().toISOString(),
      data: { noteId, text: 'twice' },
    };
    const statuses = [await deliver(JSON.stringify(fact)), await deliver(JSON.stringify(fact))].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([204, 204]);
    expect(app.heard.filter((heard) => heard.noteId === noteId)).toHaveLength(1);
  });

  it('are refused unsigned, malformed or unknown', async () => {
    expect((await deliver('{}', 'x'.repeat(32))).status).toBe(401);
    expect((await deliver('{}')).status).toBe(400);
    expect((await deliver('not json')).status).toBe(400);
    const unknown = { id: newId(), name: 'nobody-listens', version: 1, occurredAt: new Date().toISOString(), data: {} };
    expect((await deliver(JSON.stringify(unknown))).status).toBe(404);
  });
});

it('forgets ids of events and keys of calls that nobody will repeat', async () => {
  const [old, fresh] = [newId(), newId()];
  await database.sql`insert into inbox (event_id, event_name, version, received_at)
    values (${old}, 'x', 1, now() - interval '31 days'), (${fresh}, 'x', 1, now() - interval '29 days')`;
  await database.sql`insert into idempotency_keys (scope, key, input_hash, created_at)
    values ('s', 'old', 'h', now() - interval '31 days'), ('s', 'fresh', 'h', now())`;
  await database.sql`select graphile_worker.add_job('forget-old-keys')`;
  await until(async () => (await database.sql`select 1 from inbox where event_id = ${old}`).length === 0, {
    what: 'the job',
  });
  await until(async () => (await database.sql`select 1 from idempotency_keys where key = 'old'`).length === 0);
  expect(await database.sql`select 1 from inbox where event_id = ${fresh}`).toHaveLength(1);
  expect(await database.sql`select 1 from idempotency_keys where key = 'fresh'`).toHaveLength(1);
});

describe('watching', () => {
  it('tells that it lives, whether it is ready, and what it measured', async () => {
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${app.url}/health/ready`);
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      dependencies: { postgres: { status: 'up' }, redis: { status: 'up' } },
    });
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/http_request_duration_seconds_count\{.*route="\/graphql".*\} \d/);
    expect(metrics).toMatch(/graphql_operation_duration_seconds_count\{/);
  });
});
