import { fewestTogether } from './fewest-together.js';
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
  /** pieces on the shelf that can be sold, ≥ 0 */
  readonly available: number;
  /** pieces that can be sold beyond those, ≥ 0; at most one warehouse of a variant has some */
  readonly backorder: number;
  /** until those are there; null when there are none */
  readonly leadDays: number | null;
  /** 1 is asked first */
  readonly priority: number;
  /** by country: 0 the warehouse's own, 1 one of its region; a country that is absent is far */
  readonly distances: Readonly<Record<string, number>>;
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

const FAR = 2;

interface Line extends WantedLine {
  readonly supplies: readonly Supply[];
  /** pieces that are on no shelf */
  readonly beyond: number;
}

/**
 * Decides where the pieces of an order come from: from the shelves first, and from as few warehouses as possible, since each sends a
 * parcel; of as many, from those that are nearest, then first by priority. A line is split only when none of the chosen can serve the
 * whole of it, or when a part of it is sold beyond stock.
 *
 * @param wanted   at most one line per variant
 * @param country  ship-to, ISO 3166-1 alpha-2; null when it is not known
 */
export function chooseWarehouses(
  wanted: readonly WantedLine[],
  supplies: readonly Supply[],
  country: string | null,
): Choice {
  const near = supplies.toSorted((a, b) => distanceTo(country, a) - distanceTo(country, b) || byPriority(a, b));
  const lines = wanted.map((line): Line => {
    const own = near.filter(({ variantId }) => variantId === line.variantId);
    return { ...line, supplies: own, beyond: Math.max(0, line.quantity - onShelves(own)) };
  });
  const short = lines.filter((line) => line.beyond > beyondShelves(line.supplies));
  if (short.length > 0) return { kind: 'short', lines: short.map(shortLine) };
  const senders = fewestTogether([...new Set(near.map(({ warehouseId }) => warehouseId))], (some) =>
    lines.every((line) => canServe(line, line.supplies.filter(isOf(some)))),
  );
  return { kind: 'picked', picks: lines.flatMap((line) => pickLine(line, line.supplies.filter(isOf(senders)))) };
}

function shortLine({ variantId, supplies }: Line): ShortLine {
  return { variantId, available: onShelves(supplies) + beyondShelves(supplies) };
}

function canServe({ quantity, beyond }: Line, supplies: readonly Supply[]): boolean {
  return onShelves(supplies) >= quantity - beyond && beyondShelves(supplies) >= beyond;
}

function pickLine({ quantity, beyond }: Line, supplies: readonly Supply[]): Pick[] {
  const whole = supplies.find(({ available }) => available >= quantity);
  const picks: Pick[] = [];
  let missing = quantity - beyond;
  for (const { variantId, warehouseId, available, backorder } of whole ? [whole] : supplies) {
    const taken = Math.min(available, missing);
    const promised = Math.min(backorder, beyond);
    if (taken + promised > 0) picks.push({ variantId, warehouseId, quantity: taken + promised });
    missing -= taken;
  }
  return picks;
}

function isOf(warehouseIds: readonly string[]): (supply: Supply) => boolean {
  return ({ warehouseId }) => warehouseIds.includes(warehouseId);
}

function distanceTo(country: string | null, { distances }: Supply): number {
  return country === null ? FAR : (distances[country] ?? FAR);
}

function byPriority(a: Supply, b: Supply): number {
  return a.priority - b.priority || (a.warehouseId < b.warehouseId ? -1 : 1);
}

function onShelves(supplies: readonly Supply[]): number {
  return supplies.reduce((sum, { available }) => sum + available, 0);
}

function beyondShelves(supplies: readonly Supply[]): number {
  return supplies.reduce((sum, { backorder }) => sum + backorder, 0);
}
