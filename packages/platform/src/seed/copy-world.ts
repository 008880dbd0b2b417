import type { World } from '@souk/demo-world';
import postgres from 'postgres';
import { LOAD_COPY_SEED } from '../start/subgraph-modules.js';
import type { PerSubgraph, SubgraphName } from '../subgraph-names.js';

/**
 * Copies a world through the doors of these subgraphs, one after the other.
 *
 * @param databases    with the subgraphs' tables
 * @param progress     `rows`: copied into this subgraph's database since the last call
 */
export async function copyWorld(
  { databases, world, into }: { databases: PerSubgraph<string>; world: World; into: readonly SubgraphName[] },
  progress: (name: SubgraphName, rows: number) => void,
): Promise<void> {
  for (const name of into) {
    const copySeed = await LOAD_COPY_SEED[name]();
    await copySeed(databases[name], world, (rows) => progress(name, rows));
    await gatherStatistics(databases[name]);
  }
}

/** The planner would take the tables for empty until autovacuum comes by. */
async function gatherStatistics(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`vacuum (analyze)`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
