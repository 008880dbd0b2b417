import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Logger as GraphileLogger } from 'graphile-worker';
import { Pool } from 'pg';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startLastingRunner } from '../src/facts/lasting-runner.js';
import { createLogger, migrateDatabase, readSubgraphConfig, startJobs } from '../src/index.js';
import { createTestDatabase, type TestDatabase, testEnvironment, until } from '../src/testing/index.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'), 'jobs');
  const migrationsFolder = fileURLToPath(new URL('./toy/migrations', import.meta.url));
  await migrateDatabase({ url: database.url, migrationsFolder });
});

afterAll(() => database?.[Symbol.asyncDispose]());

function work(tasks: Record<string, (payload: unknown) => Promise<void>>) {
  const config = readSubgraphConfig(testEnvironment(database.url), { name: 'users', defaultPort: 0 });
  return startJobs({ config, logger: createLogger({ name: 'jobs', level: 'silent' }), tasks });
}

it('does the job of a worker that was killed, and leaves that of one that lives alone', async () => {
  let finish: () => void = () => {};
  const isLong = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const done: string[] = [];
  const long = async () => {
    await isLong;
    done.push('long');
  };
  const alive = await work({ long });
  await database.sql`select graphile_worker.add_job('long'), graphile_worker.add_job('short')`;
  const jobs = () => database.sql`
    select t.identifier, j.locked_by from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id order by 1`;
  await until(async () => (await jobs())[0]?.locked_by, { what: 'a worker to take the long job' });
  await database.sql`
    update graphile_worker._private_jobs set locked_at = now() - interval '1 minute',
      locked_by = coalesce(locked_by, 'worker-that-was-killed')`;

  const other = await work({
    long: async () => void done.push('long, twice'),
    short: async () => void done.push('short'),
  });
  const names = async () => (await jobs()).map(({ identifier }) => identifier).join();
  await until(async () => (await names()) === 'long', { what: 'the job of the dead worker' });
  finish();
  await until(async () => (await jobs()).length === 0, { what: 'the long job to end' });
  await Promise.all([alive[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]);
  expect(done).toEqual(['short', 'long']);
});

/** Of one process. */
const WORKERS = 5;

it('goes on when the database was away as jobs ended', async () => {
  const done: string[] = [];
  let isAway = false;
  const { pathname } = new URL(database.url);
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} });
  const allow = (isAllowed: boolean) =>
    admin.unsafe(`alter database "${pathname.slice(1)}" with allow_connections ${isAllowed}`);
  const leave = async () => {
    await allow(false);
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${pathname.slice(1)}`;
    isAway = true;
  };
  let begun = 0;
  const interrupted = async () => {
    begun += 1;
    if (begun === WORKERS) await leave();
    await until(() => isAway, { what: 'every worker to be at work' });
  };
  const jobs = await work({ interrupted, after: async () => void done.push('after') });
  await database.sql`select graphile_worker.add_job('interrupted') from generate_series(1, ${WORKERS})`;
  await until(() => isAway, { what: 'the database to go away' });
  await until(async () => {
    const [{ count } = { count: 1 }] = await admin`
      select count(*)::int from pg_stat_activity where datname = ${pathname.slice(1)}`;
    return count === 0;
  });
  await allow(true);
  await until(async () => (await database.sql`select graphile_worker.add_job('after')`).length > 0);
  await until(() => done.length > 0, { what: 'a job after the database was back' });
  await jobs[Symbol.asyncDispose]();
  await admin.end({ timeout: 5 });
});

it('goes on when the timetable could not be read', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'), 'timetable');
  const pgPool = new Pool({ connectionString: database.url, max: 3 });
  const query = pgPool.query.bind(pgPool) as (...given: unknown[]) => Promise<unknown>;
  let isAway = true;
  pgPool.query = (async (...given: unknown[]) => {
    if (!isAway) return query(...given);
    isAway = false;
    throw new Error('connect ECONNREFUSED');
  }) as typeof pgPool.query;
  const done: string[] = [];
  const events = new EventEmitter();
  const runner = await startLastingRunner(events, createLogger({ name: 'jobs', level: 'silent' }), {
    pgPool,
    events,
    taskList: { after: async () => void done.push('after') },
    crontab: '0 0 1 1 * after',
    concurrency: 1,
    noHandleSignals: true,
    logger: new GraphileLogger(() => () => {}),
  });
  await until(() => !isAway, { what: 'the timetable to be asked for' });
  await database.sql`select graphile_worker.add_job('after')`;
  await until(() => done.length > 0, { what: 'a job after the timetable failed' });
  await runner[Symbol.asyncDispose]();
  await pgPool.end();
});
