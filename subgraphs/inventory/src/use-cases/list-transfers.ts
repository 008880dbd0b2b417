import { decodeCursor } from '@souk/subgraph-kit';
import { z } from 'zod';
import { countTransfers, pageOfTransfers, type TransferRow } from '../data/stock-transfer.repository.js';
import type { TransferStatus } from '../domain/transfer-status.js';
import type { InventoryDependencies } from './dependencies.js';

export const NEWEST_TRANSFERS = 'newest-transfers';

export interface TransferList {
  /** up to `first` + 1 */
  readonly rows: TransferRow[];
  readonly countAll: () => Promise<number>;
}

/** Newest first. @param status  null: all. @throws InvalidInputError  for a cursor of another list */
export async function listTransfers(
  { db }: InventoryDependencies,
  { first, after, status }: { first: number; after: string | null; status: TransferStatus | null },
): Promise<TransferList> {
  const [lastId = null] = after === null ? [] : decodeCursor(NEWEST_TRANSFERS, after, z.tuple([z.uuid()]));
  const rows = await pageOfTransfers(db, { status, limit: first + 1, after: lastId });
  return { rows, countAll: () => countTransfers(db, status) };
}
