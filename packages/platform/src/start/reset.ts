import { rmSync } from 'node:fs';
import type { PlatformConfig } from '../config.js';
import { removePostgres } from '../embedded/postgres.js';
import { StartError } from '../start-error.js';
import { postgresDir, simulatorDir } from './data-folder.js';

/**
 * Deletes the embedded databases and the simulator's payments. The keys stay.
 *
 * @throws StartError    the databases are somebody else's: those are never deleted
 */
export async function reset({ databases, dataDir }: PlatformConfig): Promise<void> {
  if (databases.kind !== 'embedded') {
    throw new StartError(
      '--reset deletes only the databases in .data: drop those of DATABASE_URL yourself, or unset it.',
    );
  }
  await removePostgres(postgresDir(dataDir));
  rmSync(simulatorDir(dataDir), { recursive: true, force: true });
}
