import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { RecommendationsProductStub } from './product.stub.js';

/** Of a cart's lines we only ask which products they are of; carts and products tell. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('ProductVariant')
export class RecommendationsVariantStub {
  @Field(() => ID)
  id!: string;

  @Directive('@external')
  @Field(() => RecommendationsProductStub)
  product!: RecommendationsProductStub;
}

@ObjectType('CartLine')
export class RecommendationsCartLineStub {
  @Directive('@external')
  @Field(() => RecommendationsVariantStub)
  variant!: RecommendationsVariantStub;
}

@Directive('@key(fields: "id")')
@ObjectType('Cart')
export class RecommendationsCartStub {
  @Field(() => ID)
  id!: string;

  @Directive('@external')
  @Field(() => [RecommendationsCartLineStub])
  lines!: RecommendationsCartLineStub[];
}
