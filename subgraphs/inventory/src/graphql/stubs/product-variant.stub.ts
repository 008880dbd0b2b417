import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('ProductVariant')
export class ProductVariantStub {
  @Field(() => ID)
  id!: string;
}

export function aVariantStub(id: string): ProductVariantStub {
  return Object.assign(new ProductVariantStub(), { id });
}
