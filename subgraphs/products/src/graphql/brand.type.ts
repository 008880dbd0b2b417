import { Field, ID, ObjectType } from 'type-graphql';
import type { Brand } from '../domain/product.js';
import { keptFor } from './kept-for.js';

@keptFor.fiveMinutes()
@ObjectType('Brand')
export class BrandType implements Brand {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  slug!: string;

  @Field(() => String)
  name!: string;
}
