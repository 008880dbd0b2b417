import type { Catalogue } from './catalogue/catalogue.js';
import { variantIdOf } from './catalogue/offer.js';
import { DAY_MS, STORY_END_MS } from './clock.js';
import { idOf } from './ids.js';
import { Random } from './random.js';
import type { SeedStock, SeedWarehouse } from './types.js';

const STOCK_STREAM = 501;
const BUILT_MS = STORY_END_MS - 1_400 * DAY_MS;
const OUT_OF_STOCK_SHARE = 0.1;
const LOW_STOCK_SHARE = 0.08;

/** The same three at every scale; imported products are stocked in them too. */
export const WAREHOUSES: readonly SeedWarehouse[] = [
  { code: 'RTM', name: 'Rotterdam', country: 'NL' },
  { code: 'EWR', name: 'Newark', country: 'US' },
  { code: 'KIX', name: 'Osaka', country: 'JP' },
].map((place, index) => ({ id: idOf('warehouse', BUILT_MS + index, index), ...place, priority: index + 1 }));

/** One row per variant and warehouse. One variant in ten is out of stock: nothing on hand anywhere. */
export function* stockRows(catalogue: Catalogue): Generator<SeedStock> {
  for (let index = 0; index < catalogue.productCount; index += 1) {
    const draft = catalogue.draftAt(index);
    for (let position = 0; position < draft.variantCount; position += 1) {
      const variantId = variantIdOf(draft, position);
      const levels = levelsOf(new Random(STOCK_STREAM, index, position));
      for (const [place, { id: warehouseId }] of WAREHOUSES.entries()) {
        yield { variantId, warehouseId, onHand: levels[place] ?? 0, safetyStock: 2 };
      }
    }
  }
}

/** Pieces on hand by warehouse. What is in stock can be sold: the first warehouse holds more than the safety stock. */
function levelsOf(random: Random): number[] {
  const lot = random.fraction();
  if (lot < OUT_OF_STOCK_SHARE) return [];
  if (lot < OUT_OF_STOCK_SHARE + LOW_STOCK_SHARE) return [random.between(3, 6)];
  return [random.between(20, 120), random.between(0, 80), random.between(0, 60)];
}
