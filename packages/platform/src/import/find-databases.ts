import type { PlatformConfig } from '../config.js';
import type { Resources } from '../resources.js';
import { type Filling, readFillings } from '../seed/seed-marker.js';
import { acquireLock, readRunning } from '../start/lock.js';
import { openDatabases } from '../start/open-databases.js';
import { StartError } from '../start-error.js';
import type { PerSubgraph } from '../subgraph-names.js';

/**
 * The databases of the Souk that runs, else of the one that would: then PostgreSQL is started, and the data folder locked, until
 * `resources` are closed.
 *
 * @throws StartError    Souk is just starting, or has never been started
 */
export async function findDatabases(config: PlatformConfig, resources: Resources): Promise<PerSubgraph<string>> {
  const databases = await openOrJoin(config, resources);
  const fillings: Filling[] = Object.values(await readFillings(databases));
  if (fillings.every(({ kind }) => kind === 'filled' || kind === 'foreign')) return databases;
  throw new StartError(
    'The databases are not ready to take a catalogue: start Souk once (npm start) until it is open.',
  );
}

async function openOrJoin(config: PlatformConfig, resources: Resources): Promise<PerSubgraph<string>> {
  const running = readRunning(config.dataDir);
  if (running?.databases) return running.databases;
  if (running) throw new StartError(`Souk (process ${running.pid}) is just starting: wait until it is open.`);
  await resources.add(acquireLock(config.dataDir, 'an import of a catalogue'));
  return openDatabases(config, resources);
}
