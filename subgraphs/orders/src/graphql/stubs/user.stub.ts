import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('User')
export class UserStub {
  @Field(() => ID)
  id!: string;
}

export function userStub(id: string): UserStub {
  return Object.assign(new UserStub(), { id });
}
