import { decodeCursor, hasRole, type Member } from '@souk/subgraph-kit';
import { z } from 'zod';
import { countMovements, pageOfMovements, type StockMovementRow } from '../data/stock-movement.repository.js';
import type { InventoryDependencies } from './dependencies.js';

export const NEWEST_MOVEMENTS = 'newest-movements';

export interface StockMovementList {
  /** up to `first` + 1 */
  readonly rows: StockMovementRow[];
  readonly countAll: () => Promise<number>;
}

/** The ledger, newest first; a seller sees that of his own variants. @throws InvalidInputError  for a cursor of another list */
export async function listStockMovements(
  { db }: InventoryDependencies,
  {
    member,
    first,
    after,
    ...ids
  }: {
    member: Member;
    first: number;
    after: string | null;
    variantId: string | null;
    warehouseId: string | null;
  },
): Promise<StockMovementList> {
  const filter = { ...ids, sellerId: hasRole(member, 'ADMIN') ? null : member.id };
  const [lastId = null] = after === null ? [] : decodeCursor(NEWEST_MOVEMENTS, after, z.tuple([z.uuid()]));
  const rows = await pageOfMovements(db, filter, { limit: first + 1, after: lastId });
  return { rows, countAll: () => countMovements(db, filter) };
}
