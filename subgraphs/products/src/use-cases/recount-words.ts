import type { ProductsDependencies } from '../context.js';
import { countWords } from '../data/search/count-words.js';

/** Brings the search's word counts up to date with the catalogue. */
export async function recountWords({ db }: Pick<ProductsDependencies, 'db'>): Promise<void> {
  await db.transaction((tx) => countWords(tx));
}
