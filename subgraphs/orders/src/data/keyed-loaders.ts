import { alignToKeys, groupByKeys, isId } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';

/** Null for a key that is malformed or unknown. */
export function one<Row>(read: (ids: string[]) => PromiseLike<Row[]>, keyOf: (row: Row) => string) {
  return new DataLoader<string, Row | null>(async (keys) => alignToKeys(keys, await readKnown(read, keys), keyOf));
}

/** Empty for a key that is malformed or unknown. */
export function many<Row>(read: (ids: string[]) => PromiseLike<Row[]>, keyOf: (row: Row) => string) {
  return new DataLoader<string, Row[]>(async (keys) => groupByKeys(keys, await readKnown(read, keys), keyOf));
}

async function readKnown<Row>(read: (ids: string[]) => PromiseLike<Row[]>, keys: readonly string[]): Promise<Row[]> {
  const ids = keys.filter(isId);
  return ids.length === 0 ? [] : read(ids);
}
