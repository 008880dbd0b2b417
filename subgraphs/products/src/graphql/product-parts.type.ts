import { MoneyType } from '@souk/subgraph-kit/graphql';
import { Field, ObjectType } from 'type-graphql';
import { keptFor } from './kept-for.js';

@keptFor.asLongAsItsObject()
@ObjectType('ProductAttribute')
export class ProductAttributeType {
  @Field(() => String, { description: 'Stable name for filters.' })
  key!: string;

  @Field(() => String)
  label!: string;

  @Field(() => String)
  value!: string;
}

@keptFor.asLongAsItsObject()
@ObjectType('ProductOption', { description: 'What a shopper chooses between: Colour, with the values on offer.' })
export class ProductOptionType {
  @Field(() => String)
  name!: string;

  @Field(() => [String])
  values!: string[];
}

@keptFor.asLongAsItsObject()
@ObjectType('VariantOption')
export class VariantOptionType {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType('PriceRange')
export class PriceRangeType {
  @keptFor.asLongAsItsObject()
  @Field(() => MoneyType)
  min!: MoneyType;

  @keptFor.asLongAsItsObject()
  @Field(() => MoneyType)
  max!: MoneyType;
}
