import { randomBytes } from 'node:crypto';
import type { Environment } from '../config.js';
import { Resources } from '../resources.js';
import { fillDatabases } from '../seed/fill-databases.js';
import { readFillings } from '../seed/seed-marker.js';
import { dropDatabasesOn, openDatabasesOn } from '../start/databases.js';
import { generateKeys } from '../start/keys.js';
import { oneProcess } from '../start/one-process.js';
import { type Platform, startPlatform } from '../start-platform.js';
import type { SubgraphName } from '../subgraph-names.js';

export interface TestPlatformOptions {
  /** `inject('postgresUrl')` */
  readonly postgresUrl: string;
  /** `inject('redisUrl')`; absent: a Redis in this process, of its own. */
  readonly redisUrl?: string;
  /** Absent: the databases are empty. */
  readonly seed?: 'demo';
  /** Variables for one part, on top of those that it gets. */
  readonly overrides?: Partial<Readonly<Record<SubgraphName | 'router', Environment>>>;
}

/** A password of the usual cost takes a quarter of a second of the thread that everything shares. */
const CHEAP_PASSWORDS = { BCRYPT_COST: '4' };

/**
 * The whole of Souk in this process, on free ports and databases of its own. Disposing of it stops it and drops them.
 */
export async function startTestPlatform({
  postgresUrl,
  redisUrl,
  seed,
  overrides,
}: TestPlatformOptions): Promise<Platform> {
  const id = randomBytes(6).toString('hex');
  const prefix = `test_${id}_`;
  const resources = new Resources();
  const databases = await openDatabasesOn(postgresUrl, {}, prefix);
  await resources.add({ [Symbol.asyncDispose]: () => dropDatabasesOn(postgresUrl, prefix) });
  await readFillings(databases); // marks them, as npm start does
  return startPlatform(
    {
      databases,
      redisUrl: redisUrl ?? `memory://test-${id}`,
      keys: await generateKeys(),
      runner: oneProcess,
      nodeEnv: 'test',
      logLevel: process.env.LOG_LEVEL ?? 'silent',
      overrides: { ...overrides, users: { ...CHEAP_PASSWORDS, ...overrides?.users } },
      fill: async () => seed && fillDatabases(databases, seed, () => {}),
    },
    resources,
  );
}
