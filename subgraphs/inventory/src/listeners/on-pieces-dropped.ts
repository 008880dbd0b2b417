import { piecesDropped } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { InventoryDependencies, InventoryTransaction } from '../use-cases/dependencies.js';
import { restockDropped } from '../use-cases/restock-dropped.js';

export function onPiecesDropped(dependencies: InventoryDependencies): Listener<InventoryTransaction> {
  return listenTo(piecesDropped, async ({ data, tx }) => {
    await restockDropped(dependencies, tx, data);
    return undefined;
  });
}
