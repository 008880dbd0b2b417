import { Field, InputType, Int } from 'type-graphql';
import { PRODUCT_SORTS, type ProductSort } from '../domain/search-request.js';
import { ProductFilterInput } from './product-list.inputs.js';

@InputType('ProductSearchInput')
export class ProductSearchInput {
  @Field(() => String, {
    nullable: true,
    description: 'Words in any order, any of which is enough, or an SKU, MPN, EAN or UPC. At most 200 characters.',
  })
  query?: string | null;

  @Field(() => ProductFilterInput, { nullable: true })
  filter?: ProductFilterInput | null;

  @Field(() => PRODUCT_SORTS, { nullable: true, description: 'RELEVANCE if left out.' })
  sort?: ProductSort | null;

  @Field(() => Int, { nullable: true, description: '1–100; 20 if left out.' })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}
