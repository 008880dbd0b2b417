import type { Listener } from '@souk/subgraph-kit';
import type { InventoryDependencies, InventoryTransaction } from '../use-cases/dependencies.js';
import { onOrderCancelled } from './on-order-cancelled.js';
import { onOrderPaid } from './on-order-paid.js';
import { onPiecesDropped } from './on-pieces-dropped.js';
import { onProductChanged } from './on-product-changed.js';
import { onReturnReceived } from './on-return-received.js';
import { onVariantChanged } from './on-variant-changed.js';

/** Everything this subgraph hears. */
export function createListeners(dependencies: InventoryDependencies): readonly Listener<InventoryTransaction>[] {
  return [
    onOrderPaid(dependencies),
    onOrderCancelled(dependencies),
    onPiecesDropped(dependencies),
    onReturnReceived(dependencies),
    onVariantChanged(),
    onProductChanged(),
  ];
}
