import { AddressType, anInputError, type InputErrorType, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Complaint, Outcome } from '../domain/users.errors.js';
import type { SignedIn } from '../use-cases/start-session.js';
import { UserType } from './user.type.js';

@ObjectType()
export class AuthPayload {
  @Field(() => String, { nullable: true, description: 'A JWT (RS256) for the Authorization header: Bearer …' })
  accessToken!: string | null;

  @Field(() => String, { nullable: true, description: 'Works once, for tokenRefresh.' })
  refreshToken!: string | null;

  @Field(() => Int, { nullable: true, description: 'Seconds until the access token expires.' })
  expiresIn!: number | null;

  @Field(() => UserType, { nullable: true })
  user!: UserType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@ObjectType()
export class UserPayload {
  @Field(() => UserType, { nullable: true })
  user!: UserType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@ObjectType()
export class AddressPayload {
  @Field(() => AddressType, { nullable: true })
  address!: AddressType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

export function toAuthPayload(outcome: Outcome<SignedIn>): AuthPayload {
  if (outcome.kind === 'refused') {
    const nothing = { accessToken: null, refreshToken: null, expiresIn: null, user: null };
    return { ...nothing, userErrors: toUserErrors(outcome.complaints) };
  }
  const { user, ...tokens } = outcome.value;
  return { ...tokens, user: UserType.own(user), userErrors: [] };
}

export function toUserErrors(complaints: readonly Complaint[]): InputErrorType[] {
  return complaints.map(({ code, message, path }) => anInputError(code, message, path));
}
