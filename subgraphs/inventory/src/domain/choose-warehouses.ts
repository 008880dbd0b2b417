import type { ShortLine } from './short-of-stock.error.js';

export interface WantedLine {
  readonly variantId: string;
  /** pieces, ≥ 1 */
  readonly quantity: number;
}

/** What one warehouse can give of one variant. */
export interface Supply {
  readonly variantId: string;
  readonly warehouseId: string;
  /** pieces, ≥ 0 */
  readonly available: number;
  /** 1 is asked first */
  readonly priority: number;
  readonly country: string;
}

/** Pieces of one variant from one warehouse; at most one per pair. */
export interface Pick {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly quantity: number;
}

/** Where the pieces of every line come from, or every line that is short. */
export type Choice =
  | { readonly kind: 'picked'; readonly picks: readonly Pick[] }
  | { readonly kind: 'short'; readonly lines: readonly ShortLine[] };

/**
 * Decides where the pieces of each line come from: from one warehouse of the ship-to country when it can serve the whole line, else
 * from the warehouses by priority, as many as it takes.
 *
 * @param wanted   at most one line per variant
 * @param country  ship-to, ISO 3166-1 alpha-2; null when it is not known
 */
export function chooseWarehouses(
  wanted: readonly WantedLine[],
  supplies: readonly Supply[],
  country: string | null,
): Choice {
  const lines = wanted.map((line) => ({
    ...line,
    supplies: supplies.filter(({ variantId }) => variantId === line.variantId).sort(byPriority),
  }));
  const short = lines
    .map((line) => ({ variantId: line.variantId, quantity: line.quantity, available: total(line.supplies) }))
    .filter(({ quantity, available }) => available < quantity)
    .map(({ variantId, available }) => ({ variantId, available }));
  if (short.length > 0) return { kind: 'short', lines: short };
  return { kind: 'picked', picks: lines.flatMap((line) => pickLine(line.quantity, line.supplies, country)) };
}

function pickLine(quantity: number, supplies: readonly Supply[], country: string | null): Pick[] {
  const near = supplies.find((supply) => supply.country === country && supply.available >= quantity);
  const asked = near ? [near] : supplies;
  const picks: Pick[] = [];
  let missing = quantity;
  for (const { variantId, warehouseId, available } of asked) {
    const taken = Math.min(available, missing);
    if (taken > 0) picks.push({ variantId, warehouseId, quantity: taken });
    missing -= taken;
  }
  return picks;
}

function byPriority(a: Supply, b: Supply): number {
  return a.priority - b.priority || (a.warehouseId < b.warehouseId ? -1 : 1);
}

function total(supplies: readonly Supply[]): number {
  return supplies.reduce((sum, { available }) => sum + available, 0);
}
