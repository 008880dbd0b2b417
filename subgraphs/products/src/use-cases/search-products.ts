import type { ProductsDependencies } from '../context.js';
import { countFacets } from '../data/search/count-facets.js';
import { countProducts, type ListPlan, listProducts } from '../data/search/list-products.js';
import { lookUpWords } from '../data/search/look-up-words.js';
import { matchText } from '../data/search/text-match.js';
import type { FacetCount } from '../domain/facets.js';
import type { Listed } from '../domain/listed.js';
import { type UnderstoodQuery, understandQuery } from '../domain/query-words.js';
import type { ProductFilter, ProductSort } from '../domain/search-request.js';

export interface SearchRequest {
  /** at most 200 characters; null lists what the filter lets through */
  readonly query: string | null;
  readonly filter: ProductFilter;
  readonly sort: ProductSort;
}

export interface PageRequest {
  /** 1–100 */
  readonly first: number;
  /** the last of the page before */
  readonly after: Listed | null;
}

export interface FoundProducts {
  /** up to `first` + 1, in order */
  readonly listed: Listed[];
  /** the query with its misspelt words repaired, which is what was searched for; null when nothing was repaired */
  readonly didYouMean: string | null;
  /** of the whole list; one more statement */
  countAll(): Promise<number>;
  /** what the list could be narrowed to, at most `valuesPerFacet` (1–500) values a facet; one more statement */
  countFacets(valuesPerFacet: number): Promise<FacetCount[]>;
}

/** Finds a page of products: one statement to understand the query, if there is one, and one to find. */
export async function searchProducts(
  { db }: ProductsDependencies,
  { query, filter, sort }: SearchRequest,
  page: PageRequest,
): Promise<FoundProducts> {
  const understood = query === null ? null : await understand(db, query);
  const match = understood && query !== null ? matchText(understood.terms, query) : null;
  const plan: ListPlan = { filter, sort, match };
  return {
    listed: await listProducts(db, plan, page),
    didYouMean: understood?.didYouMean ?? null,
    countAll: () => countProducts(db, plan),
    countFacets: (valuesPerFacet) => countFacets(db, { filter, match, valuesPerFacet }),
  };
}

async function understand(db: ProductsDependencies['db'], query: string): Promise<UnderstoodQuery> {
  const { words, documentCount } = await lookUpWords(db, query);
  return understandQuery(words, documentCount);
}
