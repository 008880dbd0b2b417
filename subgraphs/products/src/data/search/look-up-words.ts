import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { QueryWord } from '../../domain/query-words.js';
import type { Reader } from '../database.js';
import { searchWords } from '../tables.js';

/** More words than that say nothing more. */
const MAX_WORDS = 12;
const MAX_SIMILAR = 100;

const lookedUp = z.array(
  z.object({
    word: z.string(),
    place: z.number(),
    isCompound: z.boolean(),
    isStopWord: z.boolean(),
    documentFrequency: z.number(),
    documentCount: z.number(),
    similar: z.array(z.object({ word: z.string(), documentFrequency: z.number() })),
  }),
);

export interface LookedUp {
  readonly words: QueryWord[];
  /** products that can be found, as PostgreSQL last estimated; below 0 before its first estimate */
  readonly documentCount: number;
}

/** Splits a query into words, as products' texts are split, and looks each up in the catalogue's words. One statement. */
export async function lookUpWords(db: Reader, query: string): Promise<LookedUp> {
  const rows = await db.execute(sql`
    with part as (
      select word, (place - 1)::int as place
      from unnest(string_to_array(search_clean(${query}), ' ')) with ordinality as part (word, place)
      where word <> '' and length(word) <= 40 and place <= ${MAX_WORDS}
    ), asked as (
      select word, place, false as is_compound from part
      union all
      select first.word || second.word, first.place, true
      from part as first join part as second on second.place = first.place + 1
    ), known as (
      select asked.*, coalesce((
        select max(document_frequency) from ${searchWords} where stem = search_stem(asked.word)), 0) as frequency
      from asked
    )
    select word, place, is_compound as "isCompound", to_tsvector('english', word) = '' as "isStopWord",
      frequency as "documentFrequency",
      (select reltuples::float8 from pg_class where oid = 'search_documents'::regclass) as "documentCount",
      case when frequency > 0 or is_compound or length(word) < 3 or word ~ '[0-9]' then '[]'::json else coalesce((
        select json_agg(json_build_object('word', near.word, 'documentFrequency', near.document_frequency))
        from search_words_like(known.word, ${MAX_SIMILAR}) as near), '[]'::json) end as similar
    from known
    order by is_compound, place`);
  const [first, ...others] = lookedUp.parse([...rows]);
  return first ? { words: [first, ...others], documentCount: first.documentCount } : { words: [], documentCount: 0 };
}
