import { type SQL, sql } from 'drizzle-orm';
import type { SearchTerm } from '../../domain/query-words.js';
import { searchDocuments } from '../tables.js';

/** What a text means for a search of documents. */
export interface TextMatch {
  readonly condition: SQL;
  /** a row source to join laterally: `match.score`, float8, the higher the better */
  readonly scoring: SQL;
}

/** What an occurrence in details (D), description (C) and context (B) counts, when one in a name of average length counts 1. */
const BESIDE_NAME = sql`'{0.1, 0.6, 0.2, 0}'::float4[]`;
const IN_NAME = sql`'{0, 0, 0, 1}'::float4[]`;
const AVERAGE_NAME_LENGTH = 10;
/** Above every score that words can reach, about 0.5. */
const EXACT_IDENTIFIER = 1_000;

/**
 * Any of the terms is enough. What ranks is, term by term, where and how often it occurs (saturated, so that repeating a word does
 * not help much) times how rare it is; then the square of the share of the query that is covered, so that a product with all the
 * words comes before one with a single word many times; then a little popularity. The constants were found by measuring, on judged
 * queries of an electronics catalogue; the figures hardly change around them.
 *
 * @param query  the whole of what was typed: the product whose identifier it is comes first
 */
export function matchText(terms: readonly SearchTerm[], query: string): TextMatch {
  const isIdentified = sql`${searchDocuments.identifiers} @> array[search_identifier(${query})]`;
  const bonus = sql`case when ${isIdentified} then ${EXACT_IDENTIFIER}::float8 else 0 end`;
  if (terms.length === 0) return { condition: isIdentified, scoring: sql`select ${bonus} as score` };
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  const shares = terms.map(({ weight }) => sql`${weight / total}::float8`);
  const strengths = terms.map((term, index) => sql`${strengthOf(term)} as ${strength(index)}`);
  const scores = shares.map((share, index) => sql`${share} * ${strength(index)} / (1 + ${strength(index)})`);
  const covered = shares.map((share, index) => sql`case when ${strength(index)} > 0 then ${share} else 0 end`);
  return {
    condition: sql`(${searchDocuments.words} @@ (${sql.join(terms.map(tsquery), sql` || `)}) or ${isIdentified})`,
    scoring: sql`
      select ${bonus} + (${sum(scores)}) * power(${sum(covered)}, 2) * (1 + 0.02 * ln(1 + ${searchDocuments.salesCount})) as score
      from (select ${sql.join(strengths, sql`, `)} offset 0) as strengths`,
  };
}

function strengthOf(term: SearchTerm): SQL {
  const { words, nameLength } = searchDocuments;
  const query = tsquery(term);
  return sql`(ts_rank(${IN_NAME}, ${words}, ${query}) / (0.5 + 0.5 * ${nameLength} / ${AVERAGE_NAME_LENGTH}::float8)
    + ts_rank(${BESIDE_NAME}, ${words}, ${query}))`;
}

function strength(index: number): SQL {
  return sql`${sql.identifier(`strength_${index}`)}`;
}

function sum(parts: readonly SQL[]): SQL {
  return sql.join([...parts], sql` + `);
}

/** Any of the term's words, in its English stem or as it is; whatever a word holds, it is no operator. */
function tsquery({ words }: SearchTerm): SQL {
  const forms = words.map((word) => sql`plainto_tsquery('english', ${word}) || plainto_tsquery('simple', ${word})`);
  return sql`(${sql.join(forms, sql` || `)})`;
}
