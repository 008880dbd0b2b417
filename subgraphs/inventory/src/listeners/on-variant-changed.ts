import { variantChanged } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { InventoryTransaction } from '../use-cases/dependencies.js';
import { rememberVariant } from '../use-cases/remember-catalogue.js';

export function onVariantChanged(): Listener<InventoryTransaction> {
  return listenTo(variantChanged, async ({ data, version, tx }) => {
    await rememberVariant(tx, data, version);
    return undefined;
  });
}
