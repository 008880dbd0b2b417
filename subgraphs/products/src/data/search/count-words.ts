import { sql } from 'drizzle-orm';
import type { ProductsTransaction } from '../database.js';

/** Counts anew in how many products each word occurs, in any of its forms, and forgets the words that are in none. */
export async function countWords(tx: ProductsTransaction): Promise<void> {
  await tx.execute(sql`set local statement_timeout = '5min'`); // it reads all words of all products
  await tx.execute(sql`
    create temp table counted_words on commit drop as
    select word as stem, ndoc as document_frequency from ts_stat('select words from search_documents')`);
  await tx.execute(sql`
    update search_words set document_frequency = counted_words.document_frequency
    from counted_words
    where counted_words.stem = search_words.stem
      and counted_words.document_frequency <> search_words.document_frequency`);
  await tx.execute(sql`
    delete from search_words
    where not exists (select from counted_words where counted_words.stem = search_words.stem)`);
}
