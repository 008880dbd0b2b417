import { type InputErrorType, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, ObjectType } from 'type-graphql';
import { CategoryType } from './category.type.js';
import { ProductType } from './product.type.js';
import { ProductVariantType } from './product-variant.type.js';
import { ReviewType } from './review.type.js';

@ObjectType('ProductPayload')
export class ProductPayload {
  @Field(() => ProductType, { nullable: true })
  product!: ProductType | null;

  @Field(() => [UserErrorType])
  userErrors!: InputErrorType[];
}

@ObjectType('ProductVariantPayload')
export class ProductVariantPayload {
  @Field(() => ProductVariantType, { nullable: true })
  variant!: ProductVariantType | null;

  @Field(() => [UserErrorType])
  userErrors!: InputErrorType[];
}

@ObjectType('CategoryPayload')
export class CategoryPayload {
  @Field(() => CategoryType, { nullable: true })
  category!: CategoryType | null;

  @Field(() => [UserErrorType])
  userErrors!: InputErrorType[];
}

@ObjectType('ReviewPayload')
export class ReviewPayload {
  @Field(() => ReviewType, { nullable: true })
  review!: ReviewType | null;

  @Field(() => ProductType, { nullable: true, description: 'With its new average.' })
  product!: ProductType | null;

  @Field(() => [UserErrorType])
  userErrors!: InputErrorType[];
}
