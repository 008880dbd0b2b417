import type { ReserveRequest, ReserveResponse } from '@souk/events';
import { InvalidInputError } from '@souk/subgraph-kit';
import type { InventoryDependencies } from './dependencies.js';
import { holdAlone } from './hold-alone.js';
import { holdTogether } from './hold-together.js';
import { Lanes } from './lanes.js';

export type ReserveStock = (request: ReserveRequest) => Promise<ReserveResponse>;

/**
 * Makes the use case that sets the pieces of every line aside for an order, or none. Who asks for the same variant at the same time is
 * served together. Safe to repeat: an order that has its pieces gets the same answer; one whose reservation was released or expired
 * tries anew.
 *
 * It answers `short` with every short line when one is short; nothing is kept then. It throws InvalidInputError when a variant is in two
 * lines, and ConflictError when the order holds other lines, or was cancelled.
 * Emits `stock-changed`.
 * Source: docs/decisions/0026-a-hot-item.md
 */
export function createReserveStock(dependencies: InventoryDependencies): ReserveStock {
  const lanes = new Lanes<ReserveRequest, ReserveResponse | null>((asks) => holdTogether(dependencies, asks));
  return async (request) => {
    const variantIds = request.lines.map(({ variantId }) => variantId);
    if (new Set(variantIds).size < variantIds.length) {
      throw new InvalidInputError('A variant may stand in one line only', ['lines']);
    }
    const [first = ''] = variantIds.toSorted();
    return (await lanes.join(first, request)) ?? (await holdAlone(dependencies, request));
  };
}
