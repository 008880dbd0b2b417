import type { Currency } from '@souk/subgraph-kit';
import {
  type CartProblem,
  plainProblem,
  quantityOutOfRange,
  tooManyLines,
  unavailablePrice,
  unavailableVariant,
} from './cart.errors.js';
import { type CartLine, MAX_LINES, MAX_QUANTITY } from './cart.js';
import { type CatalogueVariant, sellingPrice } from './variant.js';

/** What a line is to become; a cart has one line per variant. */
export interface PlannedLine {
  readonly variantId: string;
  readonly quantity: number;
  readonly rememberedPriceMinor: number;
}

/** Either all of it can be done, or `problems` says why nothing is. */
export interface LinePlan {
  readonly lines: readonly PlannedLine[];
  readonly problems: readonly CartProblem[];
}

interface Shelf {
  readonly currency: Currency;
  readonly variants: ReadonlyMap<string, CatalogueVariant>;
}

/** Adds to the lines that are there: the same variant again makes its line longer. Written lines remember today's price. */
export function planAddition(
  existing: readonly CartLine[],
  additions: readonly { readonly variantId: string; readonly quantity: number }[],
  shelf: Shelf,
): LinePlan {
  const problems: CartProblem[] = [];
  const planned = new Map<string, PlannedLine>();
  const quantities = new Map(existing.map((line) => [line.variantId, line.quantity]));
  additions.forEach(({ variantId, quantity }, index) => {
    const path = ['input', 'lines', String(index)];
    const priced = priceOf(variantId, shelf, [...path, 'variantId']);
    const total = (quantities.get(variantId) ?? 0) + quantity;
    if ('problem' in priced) problems.push(priced.problem);
    else if (quantity < 1 || total > MAX_QUANTITY) {
      problems.push(quantityOutOfRange(quantity < 1 ? quantity : total, [...path, 'quantity']));
    } else {
      quantities.set(variantId, total);
      planned.set(variantId, { variantId, quantity: total, rememberedPriceMinor: priced.priceMinor });
    }
  });
  if (quantities.size > MAX_LINES) problems.push(tooManyLines(quantities.size));
  return { lines: [...planned.values()], problems };
}

/** Sets quantities of lines that are there. A line named twice takes the last quantity. */
export function planUpdate(
  existing: readonly CartLine[],
  updates: readonly { readonly lineId: string; readonly quantity: number }[],
  shelf: Shelf,
): LinePlan {
  const problems: CartProblem[] = [];
  const planned = new Map<string, PlannedLine>();
  const byId = new Map(existing.map((line) => [line.id, line]));
  updates.forEach(({ lineId, quantity }, index) => {
    const path = ['input', 'lines', String(index)];
    const line = byId.get(lineId);
    if (!line) {
      problems.push(lineNotFound([...path, 'lineId']));
      return;
    }
    const priced = priceOf(line.variantId, shelf, [...path, 'lineId']);
    if ('problem' in priced) problems.push(priced.problem);
    else if (quantity < 1 || quantity > MAX_QUANTITY) {
      problems.push(quantityOutOfRange(quantity, [...path, 'quantity']));
    } else {
      planned.set(lineId, { variantId: line.variantId, quantity, rememberedPriceMinor: priced.priceMinor });
    }
  });
  return { lines: [...planned.values()], problems };
}

export function lineNotFound(path: readonly string[]): CartProblem {
  return plainProblem('LINE_NOT_FOUND', 'The cart has no such line', path);
}

function priceOf(
  variantId: string,
  { currency, variants }: Shelf,
  path: readonly string[],
): { priceMinor: number } | { problem: CartProblem } {
  const variant = variants.get(variantId);
  if (!variant?.isActive) return { problem: unavailableVariant(variantId, path) };
  const priceMinor = sellingPrice(variant, currency);
  return priceMinor === null ? { problem: unavailablePrice(variantId, currency, path) } : { priceMinor };
}
