import { CurrencyCode, SafeInt } from '@souk/subgraph-kit/graphql';
import { Field, Float, ID, InputType, registerEnumType } from 'type-graphql';
import { PRODUCT_SORTS, type ProductFilterAsked } from '../domain/search-request.js';

registerEnumType(PRODUCT_SORTS, {
  name: 'ProductSort',
  description: 'RELEVANCE without a query is BESTSELLING.',
});

@InputType('ProductAttributeFilter')
export class ProductAttributeFilter {
  @Field(() => String)
  key!: string;

  @Field(() => [String], { description: 'Any of them.' })
  values!: string[];
}

@InputType('ProductFilter', { description: 'What is left out demands nothing; all that is given must hold.' })
export class ProductFilterInput implements ProductFilterAsked {
  @Field(() => [ID], { nullable: true, description: 'In any of these or below.' })
  categoryIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Names, slugs or ids; any of them.' })
  brands?: string[] | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Of the cheapest variant, minor units of `currency`, inclusive.',
  })
  priceMin?: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Of the cheapest variant, minor units of `currency`, inclusive.',
  })
  priceMax?: number | null;

  @Field(() => CurrencyCode, {
    nullable: true,
    description: 'Of the prices, also when sorting by price; USD if left out.',
  })
  currency?: string | null;

  @Field(() => Boolean, { nullable: true })
  inStock?: boolean | null;

  @Field(() => Float, { nullable: true, description: 'Average stars, 0–5, inclusive.' })
  ratingMin?: number | null;

  @Field(() => [ProductAttributeFilter], { nullable: true, description: 'All keys must match.' })
  attributes?: ProductAttributeFilter[] | null;

  @Field(() => ID, { nullable: true })
  sellerId?: string | null;
}
