import { LOW_STOCK_QUANTITY } from './visible-quantity.js';

export const STOCK_STATES = ['IN_STOCK', 'LOW_STOCK', 'BACKORDER', 'OUT_OF_STOCK'] as const;

/** BACKORDER: none is on a shelf, but some are sold that are to come. */
export type StockState = (typeof STOCK_STATES)[number];

/** @param stock  pieces over all warehouses: `available` on the shelf, `sellable` with those that are to come */
export function stockState({ available, sellable }: { available: number; sellable: number }): StockState {
  if (available > LOW_STOCK_QUANTITY) return 'IN_STOCK';
  if (available > 0) return 'LOW_STOCK';
  return sellable > 0 ? 'BACKORDER' : 'OUT_OF_STOCK';
}
