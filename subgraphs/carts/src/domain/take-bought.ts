import type { CartLine } from './cart.js';
import type { PlannedLine } from './plan-lines.js';

export interface Bought {
  readonly variantId: string;
  /** pieces */
  readonly quantity: number;
}

/** What buying leaves of a cart, and what of the bought was not in it. */
export interface AfterPurchase {
  /** lines that keep some pieces */
  readonly shortened: readonly PlannedLine[];
  readonly removedIds: readonly string[];
  readonly notFound: readonly Bought[];
}

/** @param bought  one per variant */
export function takeBought(lines: readonly CartLine[], bought: readonly Bought[]): AfterPurchase {
  const shortened: PlannedLine[] = [];
  const removedIds: string[] = [];
  const notFound: Bought[] = [];
  const byVariant = new Map(lines.map((line) => [line.variantId, line]));
  for (const { variantId, quantity } of bought) {
    const line = byVariant.get(variantId);
    const inCart = line?.quantity ?? 0;
    if (inCart < quantity) notFound.push({ variantId, quantity: quantity - inCart });
    if (!line) continue;
    const { rememberedPriceMinor } = line;
    if (inCart > quantity) shortened.push({ variantId, quantity: inCart - quantity, rememberedPriceMinor });
    else removedIds.push(line.id);
  }
  return { shortened, removedIds, notFound };
}
