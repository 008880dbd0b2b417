import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('User')
export class RecommendationsUserStub {
  @Field(() => ID)
  id!: string;
}
