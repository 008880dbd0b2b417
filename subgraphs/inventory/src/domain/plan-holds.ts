import { type Choice, chooseWarehouses, type Supply, type WantedLine } from './choose-warehouses.js';

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

/**
 * Serves the asks in their order, each from what those before it left. One that is short takes nothing.
 *
 * @returns one choice per ask, same order
 */
export function planHolds(asks: readonly HoldAsk[], supplies: readonly Supply[]): Choice[] {
  const left = new Map(supplies.map((supply) => [keyOf(supply), supply]));
  return asks.map(({ lines, country }) => {
    const choice = chooseWarehouses(lines, [...left.values()], country);
    for (const pick of choice.kind === 'picked' ? choice.picks : []) {
      const supply = left.get(keyOf(pick));
      if (supply) left.set(keyOf(pick), without(supply, pick.quantity));
    }
    return choice;
  });
}

function without(supply: Supply, quantity: number): Supply {
  const taken = Math.min(supply.available, quantity);
  return { ...supply, available: supply.available - taken, backorder: supply.backorder - (quantity - taken) };
}

function keyOf({ variantId, warehouseId }: { variantId: string; warehouseId: string }): string {
  return `${variantId}/${warehouseId}`;
}
