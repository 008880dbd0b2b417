import {
  fillDatabases,
  generateKeys,
  openDatabasesOn,
  type PerSubgraph,
  type Platform,
  perSubgraph,
  Resources,
  readFillings,
  startPlatform,
} from '@souk/platform/testing';
import type { StripeSimulator } from '@souk/stripe-simulator';
import postgres from 'postgres';
import type { PlantedBug } from '../bugs/planted-bug.js';
import { ChaosParts } from './chaos-parts.js';
import { ChaosPostgres } from './chaos-postgres.js';
import { ChaosRedis } from './chaos-redis.js';
import { witnessOutbox } from './outbox-witness.js';

export const RESERVATION_TTL_SECONDS = 90;

/** The whole of Souk, each part a process of the chaos build, with hands on everything that may break. */
export interface Rig extends AsyncDisposable {
  /** GraphQL of the router */
  readonly url: string;
  readonly parts: ChaosParts;
  readonly postgres: ChaosPostgres;
  readonly redis: ChaosRedis;
  readonly simulator: StripeSimulator;
  /** a connection to each database, for the checker; made anew after a crash */
  readonly sql: PerSubgraph<postgres.Sql>;
}

/** @param bug    built into every process, and into its database */
export async function startRig(bug?: PlantedBug): Promise<Rig> {
  const resources = new Resources();
  try {
    const code = await chaosBuild(bug);
    const server = await resources.add(await ChaosPostgres.start());
    const redis = await resources.add(await ChaosRedis.start());
    const databases = await openDatabasesOn(server.url);
    await readFillings(databases);
    const sql = perSubgraph((name) => connect(databases[name]));
    await resources.add({ [Symbol.asyncDispose]: () => endAll(sql) });
    await Promise.all(Object.values(sql).map(surviveCrashes));
    const parts = new ChaosParts(code);
    const platform = await resources.add(await start({ databases, redisUrl: redis.url, parts }));
    await Promise.all(Object.values(sql).map(witnessOutbox));
    if (bug?.sql) for (const [name, text] of Object.entries(bug.sql)) await sql[name as keyof typeof sql].unsafe(text);
    const { simulator } = platform;
    if (!simulator) throw new Error('The rig pays at the simulator');
    const url = `${platform.routerUrl}/graphql`;
    return {
      url,
      parts,
      postgres: server,
      redis,
      simulator,
      sql,
      [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
    };
  } catch (error) {
    await resources[Symbol.asyncDispose]();
    throw error;
  }
}

async function chaosBuild(bug: PlantedBug | undefined): Promise<string> {
  const { bundleOwnCode } = await import(new URL('../../../packages/bundle/bundle.mjs', import.meta.url).href);
  return bundleOwnCode({
    name: 'chaos',
    entry: 'tests/chaos/rig/part.ts',
    folders: ['packages', 'subgraphs', 'router', 'tests/chaos/rig'],
    keepNames: true,
    hasFailpoints: true,
    alterations: bug?.alterations ?? [],
  });
}

async function start(facts: {
  databases: PerSubgraph<string>;
  redisUrl: string;
  parts: ChaosParts;
}): Promise<Platform> {
  return startPlatform({
    databases: facts.databases,
    redisUrl: facts.redisUrl,
    keys: await generateKeys(),
    runner: facts.parts,
    nodeEnv: 'test',
    logLevel: process.env.LOG_LEVEL ?? 'silent',
    overrides: {
      users: { ACCESS_TOKEN_TTL_SECONDS: '86400' }, // longer than all experiments together
      orders: { RESERVATION_TTL_SECONDS: String(RESERVATION_TTL_SECONDS), PAYMENT_RECHECK_SECONDS: '2' },
    },
    fill: () => fillDatabases(facts.databases, 'demo', () => {}),
  });
}

function connect(url: string): postgres.Sql {
  return postgres(url, { max: 2, onnotice: () => {}, connect_timeout: 5 });
}

/** The embedded cluster answers before its log is written, which is for laptops: here what was acknowledged must be kept. */
async function surviveCrashes(sql: postgres.Sql): Promise<void> {
  await sql`do $$ begin execute format('alter database %I set synchronous_commit = on', current_database()); end $$`;
}

async function endAll(sql: PerSubgraph<postgres.Sql>): Promise<void> {
  await Promise.all(Object.values(sql).map((client) => client.end({ timeout: 1 })));
}
