import type { PlatformConfig } from '../config.js';
import { startPostgres } from '../embedded/postgres.js';
import type { Resources } from '../resources.js';
import type { PerSubgraph } from '../subgraph-names.js';
import { postgresDir } from './data-folder.js';
import { openDatabasesOn, openOwnDatabases } from './databases.js';

/**
 * The database of each subgraph, on the embedded PostgreSQL or where the configuration says.
 *
 * @throws StartError    with a sentence that says what to do
 */
export async function openDatabases(
  { databases, dataDir }: PlatformConfig,
  resources: Resources,
): Promise<PerSubgraph<string>> {
  switch (databases.kind) {
    case 'embedded': {
      const server = await resources.add(await startPostgres({ dataDir: postgresDir(dataDir), durable: true }));
      return openOwnDatabases(server.url('postgres'));
    }
    case 'server':
      return openDatabasesOn(databases.url, databases.own);
    case 'separate':
      return openDatabasesOn(undefined, databases.own);
  }
}
