import { ForbiddenError, hasRole } from '@souk/subgraph-kit';
import { AddressType, connectionOf, DateTime } from '@souk/subgraph-kit/graphql';
import { Ctx, Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { UsersContext } from '../context.js';
import { type Preference, preferencesOf } from '../domain/notifications/preferences.js';
import { displayName, ROLES, type Role, type User } from '../domain/user.js';
import { NotificationPreferenceType } from './notification.type.js';

export const RoleEnum = Object.fromEntries(ROLES.map((role) => [role, role])) as Record<Role, Role>;
registerEnumType(RoleEnum, { name: 'Role', description: 'What an account may do. Nobody signed in is a guest.' });

@ObjectType('Session', { description: 'One device that is signed in.' })
export class SessionType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime)
  lastUsedAt!: Date;

  @Field(() => DateTime)
  expiresAt!: Date;

  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  isCurrent!: boolean;
}

@Directive('@key(fields: "id")')
@ObjectType('User', {
  description:
    'An account. Strangers see the id and the display name; the rest is for its owner and admins (else FORBIDDEN).',
})
export class UserType {
  @Field(() => ID)
  id!: string;

  row!: User;

  /** known to be the one who asks, as after a log-in, when the request itself came from a guest */
  isViewer = false;

  @Field(() => String, { description: 'First name and initial, for everyone.' })
  displayName(): string {
    return displayName(this.row);
  }

  @Field(() => String)
  email(@Ctx() context: UsersContext): string {
    return this.privately(context).email;
  }

  @Field(() => String)
  firstName(@Ctx() context: UsersContext): string {
    return this.privately(context).firstName;
  }

  @Field(() => String)
  lastName(@Ctx() context: UsersContext): string {
    return this.privately(context).lastName;
  }

  @Field(() => String, { nullable: true })
  phone(@Ctx() context: UsersContext): string | null {
    return this.privately(context).phone;
  }

  @Field(() => String, { nullable: true, description: 'Language of what we write to this person; null: the shop’s.' })
  locale(@Ctx() context: UsersContext): string | null {
    return this.privately(context).locale;
  }

  @Field(() => [RoleEnum])
  roles(@Ctx() context: UsersContext): readonly Role[] {
    return this.privately(context).roles;
  }

  @Field(() => [AddressType], { description: 'The address book, oldest first; at most 50.' })
  addresses(@Ctx() context: UsersContext): Promise<AddressType[]> {
    return context.loaders.addresses.load(this.privately(context).id);
  }

  @Field(() => [SessionType], { description: 'The devices that are signed in, oldest first.' })
  async sessions(@Ctx() context: UsersContext): Promise<SessionType[]> {
    const sessions = await context.loaders.sessions.load(this.privately(context).id);
    const current = context.viewer.kind === 'member' ? context.viewer.claims.sid : null;
    return sessions.map((session) => ({ ...session, isCurrent: session.id === current }));
  }

  @Field(() => [NotificationPreferenceType], { description: 'Everything that is offered, chosen or not.' })
  async notificationPreferences(@Ctx() context: UsersContext): Promise<Preference[]> {
    const { id, roles } = this.privately(context);
    return preferencesOf(roles, await context.loaders.choices.load(id));
  }

  @Field(() => DateTime)
  createdAt(): Date {
    return this.row.createdAt;
  }

  @Field(() => DateTime)
  updatedAt(@Ctx() context: UsersContext): Date {
    return this.privately(context).updatedAt;
  }

  static of(row: User): UserType {
    return Object.assign(new UserType(), { id: row.id, row });
  }

  static own(row: User): UserType {
    return Object.assign(UserType.of(row), { isViewer: true });
  }

  private privately({ viewer }: UsersContext): User {
    const isOwner = this.isViewer || (viewer.kind === 'member' && viewer.id === this.id);
    if (!isOwner && !hasRole(viewer, 'ADMIN')) throw new ForbiddenError('This is for the account’s owner');
    return this.row;
  }
}

export const UserConnection = connectionOf('User', () => UserType);

@Directive('@key(fields: "id")')
@ObjectType('Seller', { description: 'Who sells in the market: the public side of an account with the role SELLER.' })
export class SellerType {
  @Field(() => ID, { description: 'The id of the user who sells.' })
  id!: string;

  @Field(() => String)
  slug!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  description!: string;

  @Field(() => DateTime)
  createdAt!: Date;
}
