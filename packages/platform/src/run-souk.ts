import type { StartCommand } from './command/arguments.js';
import { ProgressLine } from './command/progress-line.js';
import { welcome } from './command/welcome.js';
import type { PlatformConfig } from './config.js';
import { type RedisKind, startRedis } from './embedded/redis.js';
import type { Resources } from './resources.js';
import { type ChosenSeed, chooseSeed } from './seed/choose-seed.js';
import { fillDatabases } from './seed/fill-databases.js';
import { markFillings, readFillings } from './seed/seed-marker.js';
import { explorerBundle } from './start/explorer.js';
import { developmentKeys } from './start/keys.js';
import { acquireLock } from './start/lock.js';
import { openDatabases } from './start/open-databases.js';
import type { PartRunner } from './start/part.js';
import { baseUrl } from './start/part-environment.js';
import { choosePorts } from './start/ports.js';
import { reset } from './start/reset.js';
import { type Platform, startPlatform } from './start-platform.js';
import type { PerSubgraph } from './subgraph-names.js';

export interface Run {
  readonly command: StartCommand;
  readonly config: PlatformConfig;
  /** Takes everything that is started, from the first moment on. */
  readonly resources: Resources;
}

const REDIS_SHOWN: Record<RedisKind, string> = {
  external: 'the one of REDIS_URL',
  server: 'started from PATH',
  'in-process': 'in-process stand-in',
};

/**
 * `npm start`: starts everything in order and shows the welcome screen.
 *
 * @throws StartError    with a sentence that says what to do
 */
export async function runSouk({ command, config, resources }: Run): Promise<Platform> {
  const lock = await resources.add(acquireLock(config.dataDir, baseUrl(config.port)));
  const ports = await choosePorts(config.port);
  if (command.isReset) await reset(config);
  process.stdout.write('Starting Souk …\n');
  const explorerDir = explorer(resources);
  const steps = [
    developmentKeys(config.dataDir, config.givenKeys),
    startRedis({ url: config.redisUrl, allowInProcess: !command.hasProcesses }).then((found) => resources.add(found)),
    openDatabases(config, resources),
    loadRunner(command.hasProcesses), // while PostgreSQL starts
  ] as const;
  await Promise.allSettled(steps); // when one fails, the others shall not go on unseen
  const [keys, redis, databases, runner] = await Promise.all(steps);
  lock.announce(databases);
  const seed = chooseSeed(await readFillings(databases), command.seed);
  const platform = await startPlatform(
    {
      databases,
      redisUrl: redis.url,
      keys,
      ports,
      runner,
      dataDir: config.dataDir,
      explorerDir,
      stripe: config.stripe,
      nodeEnv: 'development',
      logLevel: config.logLevel,
      overrides: { router: config.tracing, users: config.carriers },
      fill: () => fill(databases, seed),
    },
    resources,
  );
  process.stdout.write(welcome({ platform, redis: REDIS_SHOWN[redis.kind], hasLogins: seed.scale !== 'none' }));
  return platform;
}

async function loadRunner(hasProcesses: boolean): Promise<PartRunner> {
  if (hasProcesses) return (await import('./start/own-processes.js')).ownProcesses;
  const [{ oneProcess }, { loadSubgraphs }] = await Promise.all([
    import('./start/one-process.js'),
    import('./start/subgraph-modules.js'),
  ]);
  await loadSubgraphs();
  return oneProcess;
}

/** Without its page Souk is still of use. */
async function explorer(resources: Resources): Promise<string | undefined> {
  const abort = new AbortController();
  try {
    await resources.add({ [Symbol.asyncDispose]: async () => abort.abort() });
    return await explorerBundle(abort.signal, () => process.stdout.write('Bundling the explorer (once) …\n'));
  } catch (error) {
    if (!abort.signal.aborted) process.stderr.write(`The explorer's page is missing, bundling it failed: ${error}\n`);
    return undefined;
  }
}

async function fill(databases: PerSubgraph<string>, { kind, scale }: ChosenSeed): Promise<void> {
  if (kind === 'keep') return;
  if (scale === 'none') return markFillings(databases, { kind: 'filled', scale });
  const startedAt = Date.now();
  const line = new ProgressLine(process.stdout);
  let total = 0;
  await fillDatabases(databases, scale, (rows) => {
    total += rows;
    line.show(`Filling the databases (${scale}): ${total.toLocaleString('en')} rows`);
  });
  const seconds = Math.ceil((Date.now() - startedAt) / 1_000);
  line.end(`Filled the databases (${scale}): ${total.toLocaleString('en')} rows in ${seconds} s.`);
}
