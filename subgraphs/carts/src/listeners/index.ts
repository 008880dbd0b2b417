import type { Listener } from '@souk/subgraph-kit';
import type { CartsDependencies, CartsTransaction } from '../use-cases/dependencies.js';
import { onOrderCancelled } from './on-order-cancelled.js';
import { onOrderPaid } from './on-order-paid.js';
import { onOrderPlaced } from './on-order-placed.js';
import { onProductChanged } from './on-product-changed.js';
import { stockChangedListener } from './on-stock-changed.js';
import { onVariantChanged } from './on-variant-changed.js';

/** Everything this subgraph listens to. */
export function createListeners(
  dependencies: Pick<CartsDependencies, 'outbox'>,
): readonly Listener<CartsTransaction>[] {
  return [
    onOrderCancelled,
    onOrderPaid,
    onOrderPlaced,
    onProductChanged,
    stockChangedListener(dependencies),
    onVariantChanged,
  ];
}
