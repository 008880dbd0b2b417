import { variantChanged } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { CartsTransaction } from '../use-cases/dependencies.js';
import { learnVariant } from '../use-cases/learn-variant.js';

export const onVariantChanged: Listener<CartsTransaction> = listenTo(variantChanged, async ({ tx, data, version }) => {
  await learnVariant(tx, data, version);
  return undefined;
});
