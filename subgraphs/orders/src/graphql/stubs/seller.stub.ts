import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('Seller')
export class SellerStub {
  @Field(() => ID)
  id!: string;
}

export function sellerStub(id: string): SellerStub {
  return Object.assign(new SellerStub(), { id });
}
