import { productChanged } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { InventoryTransaction } from '../use-cases/dependencies.js';
import { rememberProduct } from '../use-cases/remember-catalogue.js';

export function onProductChanged(): Listener<InventoryTransaction> {
  return listenTo(productChanged, async ({ data, version, tx }) => {
    await rememberProduct(tx, data, version);
    return undefined;
  });
}
