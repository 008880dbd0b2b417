import { AddressInput } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType } from 'type-graphql';
import type { Role } from '../domain/user.js';
import { RoleEnum } from './user.type.js';

@InputType()
export class UserRegisterInput {
  @Field(() => String)
  email!: string;

  @Field(() => String, { description: '8 characters or more, with upper, lower, digit and special; at most 72 bytes.' })
  password!: string;

  @Field(() => String)
  firstName!: string;

  @Field(() => String)
  lastName!: string;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Language of what we write: a BCP 47 tag of en, de, ja or ar. Default: the shop’s.',
  })
  locale?: string | null;
}

@InputType()
export class UserLoginInput {
  @Field(() => String)
  email!: string;

  @Field(() => String)
  password!: string;
}

@InputType()
export class TokenRefreshInput {
  @Field(() => String)
  refreshToken!: string;
}

@InputType()
export class PasswordChangeInput {
  @Field(() => String)
  current!: string;

  @Field(() => String)
  new!: string;
}

@InputType()
export class ProfileUpdateInput {
  @Field(() => String, { nullable: true })
  firstName?: string | null;

  @Field(() => String, { nullable: true })
  lastName?: string | null;

  @Field(() => String, { nullable: true, description: 'null removes the number.' })
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Language of what we write: a BCP 47 tag of en, de, ja or ar; null: the shop’s.',
  })
  locale?: string | null;
}

@InputType()
export class AddressCreateInput extends AddressInput {
  @Field(() => Boolean, { defaultValue: false })
  isDefault!: boolean;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@InputType()
export class AddressUpdateInput extends AddressInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'true makes it the default; another one must be chosen to unmake it.',
  })
  isDefault?: boolean | null;
}

@InputType()
export class AddressDeleteInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class UserRolesSetInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => [RoleEnum])
  roles!: Role[];

  @Field(() => String, { nullable: true, description: 'Of the shop, when SELLER is given for the first time.' })
  sellerName?: string | null;
}
