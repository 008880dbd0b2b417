import { Directive, Field, InterfaceType, ObjectType } from 'type-graphql';

/**
 * Something the shopper can mend. Concrete types carry the facts and are listed in each subgraph's `orphanedTypes`: left to itself
 * type-graphql would put every implementation of the process into every subgraph.
 */
@InterfaceType('UserError', {
  autoRegisterImplementations: false,
  description: 'Something in the input that the shopper can mend.',
})
export abstract class UserErrorType {
  @Field(() => String, { description: 'Stable and upper-case, for programs.' })
  code!: string;

  @Field(() => String, { description: 'For people, in English.' })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Where in the input, outermost first; null when it is about the whole.',
  })
  path!: string[] | null;
}

@Directive('@shareable')
@ObjectType('InputError', { implements: UserErrorType, description: 'A value that breaks a rule.' })
export class InputErrorType extends UserErrorType {}

export function anInputError(code: string, message: string, path: string[] | null = null): InputErrorType {
  return Object.assign(new InputErrorType(), { code, message, path });
}
