import { decodeCursor } from '@souk/subgraph-kit';
import { z } from 'zod';
import { countWarehouses, pageOfWarehouses, type WarehouseRow } from '../data/warehouse.repository.js';
import type { InventoryDependencies } from './dependencies.js';

export const WAREHOUSES_BY_PRIORITY = 'warehouses-by-priority';

export interface WarehouseList {
  /** up to `first` + 1 */
  readonly rows: WarehouseRow[];
  readonly countAll: () => Promise<number>;
}

/** The warehouses in the order in which they are asked. @throws InvalidInputError  for a cursor of another list */
export async function listWarehouses(
  { db }: InventoryDependencies,
  { first, after }: { first: number; after: string | null },
): Promise<WarehouseList> {
  const position = after === null ? null : decodeCursor(WAREHOUSES_BY_PRIORITY, after, z.tuple([z.int(), z.uuid()]));
  const rows = await pageOfWarehouses(db, { limit: first + 1, after: position });
  return { rows, countAll: () => countWarehouses(db) };
}
