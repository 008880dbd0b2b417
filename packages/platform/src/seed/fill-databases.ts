import { createWorld, type WorldScale } from '@souk/demo-world';
import { type PerSubgraph, SUBGRAPH_NAMES } from '../subgraph-names.js';
import { copyWorld } from './copy-world.js';
import { markFillings } from './seed-marker.js';

/**
 * Copies the demo world into empty databases, and marks them as filled when all are.
 *
 * @param progress    `rows`: copied since the last call
 */
export async function fillDatabases(
  databases: PerSubgraph<string>,
  scale: WorldScale,
  progress: (rows: number) => void,
): Promise<void> {
  await markFillings(databases, { kind: 'filling', scale });
  await copyWorld({ databases, world: createWorld(scale), into: SUBGRAPH_NAMES }, progress);
  await markFillings(databases, { kind: 'filled', scale });
}
