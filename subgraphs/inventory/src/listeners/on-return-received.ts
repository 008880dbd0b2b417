import { returnReceived } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { InventoryDependencies, InventoryTransaction } from '../use-cases/dependencies.js';
import { restockReturn } from '../use-cases/restock-return.js';

export function onReturnReceived(dependencies: InventoryDependencies): Listener<InventoryTransaction> {
  return listenTo(returnReceived, async ({ data, tx }) => {
    await restockReturn(dependencies, tx, data);
    return undefined;
  });
}
