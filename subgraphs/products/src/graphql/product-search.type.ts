import { requireInteger } from '@souk/subgraph-kit';
import { JsonValue, PageInfo } from '@souk/subgraph-kit/graphql';
import { Arg, Field, Float, Int, ObjectType } from 'type-graphql';
import { type FacetCount, facetsOf } from '../domain/facets.js';
import type { ProductFilter } from '../domain/search-request.js';
import { ProductType } from './product.type.js';

@ObjectType('ProductSearchEdge')
export class ProductSearchEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => ProductType)
  node!: ProductType;
}

@ObjectType('FacetValue')
export class FacetValueType {
  @Field(() => String)
  value!: string;

  @Field(() => String)
  label!: string;

  @Field(() => Int, { description: 'Products that would be left, the other facets’ choices kept.' })
  count!: number;

  @Field(() => Boolean)
  selected!: boolean;

  @Field(() => JsonValue, { description: 'The part of a ProductFilter that demands this value.' })
  filter!: unknown;
}

@ObjectType('Facet', { description: 'A way to narrow a list: category, brand, price, rating or an attribute’s key.' })
export class FacetType {
  @Field(() => String)
  key!: string;

  @Field(() => String)
  label!: string;

  @Field(() => [FacetValueType])
  values!: readonly FacetValueType[];
}

@ObjectType('ProductSearchResult')
export class ProductSearchResult {
  @Field(() => [ProductSearchEdge])
  edges!: ProductSearchEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => String, {
    nullable: true,
    description:
      'The query with its misspelt words repaired, which is what was searched for; null when nothing was repaired.',
  })
  didYouMean!: string | null;

  @Field(() => Float, { description: 'Milliseconds until the page was found.' })
  tookMs!: number;

  countAll!: () => Promise<number>;
  countFacets!: (valuesPerFacet: number) => Promise<FacetCount[]>;
  searchedFilter!: ProductFilter;

  @Field(() => [ProductType])
  nodes(): ProductType[] {
    return this.edges.map((edge) => edge.node);
  }

  @Field(() => Int, { description: 'Of the whole list; costs a count, so ask only when you show it.' })
  totalCount(): Promise<number> {
    return this.countAll();
  }

  @Field(() => [FacetType], { description: 'A choice made in a facet does not shrink that facet’s own counts.' })
  async facets(
    @Arg('first', () => Int, { defaultValue: 50, description: 'Values a facet, 1–500.' }) first: number,
  ): Promise<readonly FacetType[]> {
    const counts = await this.countFacets(requireInteger(first, ['first'], { min: 1, max: 500 }));
    return facetsOf(counts, this.searchedFilter);
  }
}
