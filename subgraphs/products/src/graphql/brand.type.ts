import { Field, ID, ObjectType } from 'type-graphql';
import type { Brand } from '../domain/product.js';

@ObjectType('Brand')
export class BrandType implements Brand {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  slug!: string;

  @Field(() => String)
  name!: string;
}
