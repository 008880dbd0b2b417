import { pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { requireFilter, requireQuery } from '../domain/search-request.js';
import { searchProducts } from '../use-cases/search-products.js';
import { suggestSearches } from '../use-cases/suggest-searches.js';
import { cursorOf, listedOf } from './list-cursor.js';
import { loadListed } from './load-listed.js';
import { toProduct } from './product.type.js';
import { ProductSearchInput } from './product-search.inputs.js';
import { ProductSearchResult } from './product-search.type.js';
import { SearchSuggestionType } from './search-suggestion.type.js';

@Resolver()
export class ProductSearchResolver {
  @Query(() => ProductSearchResult)
  async productSearch(
    @Ctx() context: ProductsContext,
    @Arg('input', () => ProductSearchInput) input: ProductSearchInput,
  ): Promise<ProductSearchResult> {
    const startedAt = performance.now();
    const first = pageSize(input.first);
    const sort = input.sort ?? 'RELEVANCE';
    const request = { query: requireQuery(input.query, ['input', 'query']), filter: requireFilter(input.filter), sort };
    const found = await searchProducts(context.app, request, { first, after: listedOf(sort, input.after) });
    const page = toPage(await loadListed(context, found.listed), {
      first,
      after: input.after,
      cursorOf: (row) => cursorOf(sort, row.listed),
      nodeOf: (row) => toProduct(row.product),
      countAll: found.countAll,
    });
    return Object.assign(new ProductSearchResult(), page, {
      didYouMean: found.didYouMean,
      countFacets: found.countFacets,
      searchedFilter: request.filter,
      tookMs: performance.now() - startedAt,
    });
  }

  @Query(() => [SearchSuggestionType], { description: 'What a query that begins like this may become.' })
  searchSuggest(
    @Ctx() { app }: ProductsContext,
    @Arg('query', () => String) query: string,
    @Arg('first', () => Int, { nullable: true, description: '1–20; 8 if left out.' }) first?: number | null,
  ): Promise<SearchSuggestionType[]> {
    return suggestSearches(app, requireQuery(query, ['query']), first);
  }
}
