import { type Choice, chooseWarehouses, type Pick, type Supply, type WantedLine } from './choose-warehouses.js';

export interface HoldAsk {
  /** at most one line per variant */
  readonly lines: readonly WantedLine[];
  /** ship-to, ISO 3166-1 alpha-2; null when it is not known */
  readonly country: string | null;
}

/** What must be known of the warehouses to serve the asks: each variant and each country once. */
export function wantedOf(asks: readonly HoldAsk[]): { variantIds: readonly string[]; countries: readonly string[] } {
  const variantIds = asks.flatMap(({ lines }) => lines.map(({ variantId }) => variantId));
  const countries = asks.flatMap(({ country }) => (country === null ? [] : [country]));
  return { variantIds: [...new Set(variantIds)], countries: [...new Set(countries)] };
}

/** A pick, and what of it is on no shelf yet. */
export interface HeldPick extends Pick {
  /** pieces, ≥ 0 */
  readonly backordered: number;
  /** until those are there; null when none is backordered */
  readonly leadDays: number | null;
}

export interface BackorderedPieces {
  readonly variantId: string;
  /** pieces, ≥ 1 */
  readonly quantity: number;
  readonly leadDays: number;
}

export type Plan =
  | Extract<Choice, { kind: 'short' }>
  | { readonly kind: 'picked'; readonly picks: readonly HeldPick[] };

/**
 * Serves the asks in their order, each from what those before it left. One that is short takes nothing.
 *
 * @returns one plan per ask, same order
 */
export function planHolds(asks: readonly HoldAsk[], supplies: readonly Supply[]): Plan[] {
  const left = new Map(supplies.map((supply) => [keyOf(supply), supply]));
  return asks.map(({ lines, country }) => {
    const choice = chooseWarehouses(lines, [...left.values()], country);
    return choice.kind === 'short' ? choice : { kind: 'picked', picks: choice.picks.map((pick) => take(left, pick)) };
  });
}

function take(left: Map<string, Supply>, pick: Pick): HeldPick {
  const supply = left.get(keyOf(pick));
  if (!supply) throw new Error(`Nothing of ${pick.variantId} lies in ${pick.warehouseId}`);
  const onShelf = Math.min(supply.available, pick.quantity);
  const backordered = pick.quantity - onShelf;
  left.set(keyOf(pick), {
    ...supply,
    available: supply.available - onShelf,
    backorder: supply.backorder - backordered,
  });
  return { ...pick, backordered, leadDays: backordered > 0 ? supply.leadDays : null };
}

/** What a plan's order waits for; a variant has one warehouse that may owe. */
export function backorderedOf(plan: Plan): BackorderedPieces[] {
  if (plan.kind === 'short') return [];
  return plan.picks.flatMap(({ variantId, backordered: quantity, leadDays }) =>
    leadDays === null ? [] : [{ variantId, quantity, leadDays }],
  );
}

function keyOf({ variantId, warehouseId }: { variantId: string; warehouseId: string }): string {
  return `${variantId}/${warehouseId}`;
}
