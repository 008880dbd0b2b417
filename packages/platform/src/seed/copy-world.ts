import type { World } from '@souk/demo-world';
import postgres from 'postgres';
import { LOAD_COPY_SEED } from '../start/subgraph-modules.js';
import type { PerSubgraph, SubgraphName } from '../subgraph-names.js';

/**
 * Copies a world through the doors of these subgraphs, all at once: one makes rows while the databases of the others take theirs.
 *
 * @param databases    with the subgraphs' tables
 * @param progress     `rows`: copied since the last call
 */
export async function copyWorld(
  { databases, world, into }: { databases: PerSubgraph<string>; world: World; into: readonly SubgraphName[] },
  progress: (rows: number) => void,
): Promise<void> {
  await Promise.all(
    into.map(async (name) => {
      const copySeed = await LOAD_COPY_SEED[name]();
      await copySeed(databases[name], world, progress);
      await gatherStatistics(databases[name]);
    }),
  );
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
