import { decodeCursor } from '@souk/subgraph-kit';
import { z } from 'zod';
import { type CountLineRow, countCountLines, pageOfCountLines } from '../data/stock-count.repository.js';
import type { InventoryDependencies } from './dependencies.js';

export const COUNT_LINES_BY_VARIANT = 'count-lines-by-variant';

export interface CountLineList {
  /** up to `first` + 1 */
  readonly rows: CountLineRow[];
  readonly countAll: () => Promise<number>;
}

/** By variant; empty for a count that is not known. @throws InvalidInputError  for a cursor of another list */
export async function listCountLines(
  { db }: InventoryDependencies,
  { countId, first, after }: { countId: string; first: number; after: string | null },
): Promise<CountLineList> {
  const [last = null] = after === null ? [] : decodeCursor(COUNT_LINES_BY_VARIANT, after, z.tuple([z.uuid()]));
  const rows = await pageOfCountLines(db, { countId, limit: first + 1, after: last });
  return { rows, countAll: () => countCountLines(db, countId) };
}
