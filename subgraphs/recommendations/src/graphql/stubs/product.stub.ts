import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('Product')
export class RecommendationsProductStub {
  @Field(() => ID)
  id!: string;
}
