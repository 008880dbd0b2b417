import { requireInteger } from '@souk/subgraph-kit';
import type { ProductsDependencies } from '../context.js';
import { findSuggestions } from '../data/search/find-suggestions.js';
import type { Suggestion } from '../domain/suggestion.js';

const DEFAULT_COUNT = 8;
const MAX_COUNT = 20;

/** @param first  1–20; 8 when absent @returns departments and brands before products; nothing for an empty query */
export async function suggestSearches(
  { db }: Pick<ProductsDependencies, 'db'>,
  query: string | null,
  first: number | null | undefined,
): Promise<Suggestion[]> {
  const count = requireInteger(first ?? DEFAULT_COUNT, ['first'], { min: 1, max: MAX_COUNT });
  return query === null ? [] : findSuggestions(db, query, count);
}
