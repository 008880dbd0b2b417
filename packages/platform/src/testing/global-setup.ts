import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../embedded/postgres.js';
import { type RedisKind, startRedis } from '../embedded/redis.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's URL of the cluster's `postgres` database: a test makes a database of its own with it. */
    postgresUrl: string;
    redisUrl: string;
    /** With `in-process` no other process reaches Redis: tests that start one skip themselves. */
    redisKind: RedisKind;
  }
}

interface Services extends AsyncDisposable {
  readonly postgresUrl: string;
  readonly redisUrl: string;
  readonly redisKind: RedisKind;
}

/** vitest loads this file once per project, in one process: what they share has to lie outside of the module. */
const SHARED = Symbol.for('souk.test-services');
const holder = globalThis as { [SHARED]?: { services: Promise<Services>; users: number } };

/**
 * One PostgreSQL cluster and one Redis for the whole run, whatever the number of projects.
 * SOUK_REQUIRE_REDIS=1 refuses the in-process stand-in, so that no test is skipped.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder[SHARED] ??= { services: startServices(), users: 0 };
  const shared = holder[SHARED];
  shared.users += 1;
  const services = await shared.services;
  project.provide('postgresUrl', services.postgresUrl);
  project.provide('redisUrl', services.redisUrl);
  project.provide('redisKind', services.redisKind);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete holder[SHARED];
    await services[Symbol.asyncDispose]();
  };
}

async function startServices(): Promise<Services> {
  const folder = mkdtempSync(join(tmpdir(), 'souk-test-'));
  const [postgres, redis] = await Promise.all([
    startPostgres({ dataDir: folder, durable: false }),
    startRedis({ url: process.env.REDIS_URL, allowInProcess: process.env.SOUK_REQUIRE_REDIS !== '1' }),
  ]);
  console.log(REDIS_REPORT[redis.kind]);
  return {
    postgresUrl: postgres.url('postgres'),
    redisUrl: redis.url,
    redisKind: redis.kind,
    async [Symbol.asyncDispose]() {
      await Promise.all([postgres[Symbol.asyncDispose](), redis[Symbol.asyncDispose]()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const REDIS_REPORT: Record<RedisKind, string> = {
  external: 'Redis: the one of REDIS_URL.',
  server: 'Redis: a server of our own, from PATH.',
  'in-process':
    'Redis: in-process stand-in. Tests that need a second process over Redis are skipped (install redis-server to run them).',
};
