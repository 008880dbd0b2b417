import { type SQL, sql } from 'drizzle-orm';
import type { SearchTerm } from '../../domain/query-words.js';
import { searchDocuments } from '../tables.js';

/** What a text means for a search of documents. */
export interface TextMatch {
  readonly condition: SQL;
  /** float8, the higher the better */
  readonly score: SQL;
}

/** How much a match counts in D details, C description, B context, A name. */
const WEIGHTS = sql`'{0.1, 0.2, 0.4, 1}'::float4[]`;
/** Above every score that words can reach. */
const EXACT_IDENTIFIER = 1_000;

/**
 * @param terms  words to search for, any of which is enough
 * @param query  the whole of what was typed, which may be an identifier
 */
export function matchText(terms: readonly SearchTerm[], query: string): TextMatch {
  const isIdentified = sql`${searchDocuments.identifiers} @> array[search_identifier(${query})]`;
  if (terms.length === 0) return { condition: isIdentified, score: sql`${EXACT_IDENTIFIER}::float8` };
  const any = sql.join(
    terms.map(({ word }) => tsquery(word)),
    sql` || `,
  );
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  const ranks = terms.map(
    ({ word, weight }) =>
      sql`${weight / total}::float8 * ts_rank(${WEIGHTS}, ${searchDocuments.words}, ${tsquery(word)})`,
  );
  const covered = terms.map(
    ({ word, weight }) =>
      sql`case when ${searchDocuments.words} @@ ${tsquery(word)} then ${weight / total}::float8 else 0 end`,
  );
  return {
    condition: sql`(${searchDocuments.words} @@ (${any}) or ${isIdentified})`,
    score: sql`(
      case when ${isIdentified} then ${EXACT_IDENTIFIER}::float8 else 0 end
      + (${sql.join(ranks, sql` + `)}) * (${sql.join(covered, sql` + `)})
        * (1 + 0.02 * ln(1 + ${searchDocuments.salesCount})))`,
  };
}

/** The word in its English stem or as it is; whatever it holds, it is no operator. */
function tsquery(word: string): SQL {
  return sql`(plainto_tsquery('english', ${word}) || plainto_tsquery('simple', ${word}))`;
}
