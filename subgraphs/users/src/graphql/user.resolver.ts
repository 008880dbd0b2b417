import { decodeCursor, encodeCursor, requireId, requireMember, requireRole } from '@souk/subgraph-kit';
import { pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import type { UsersContext } from '../context.js';
import type { Role } from '../domain/user.js';
import { listUsers } from '../use-cases/list-users.js';
import { setRoles } from '../use-cases/set-roles.js';
import { updateProfile } from '../use-cases/update-profile.js';
import { ProfileUpdateInput, UserRolesSetInput } from './user.inputs.js';
import { toUserErrors, UserPayload } from './user.payloads.js';
import { RoleEnum, UserConnection, UserType } from './user.type.js';

const CURSOR = z.tuple([z.iso.datetime(), z.uuid()]);

@Resolver()
export class UserResolver {
  @Query(() => UserType, { nullable: true, description: 'Who asks; null for a guest.' })
  async me(@Ctx() { viewer, loaders }: UsersContext): Promise<UserType | null> {
    const user = viewer.kind === 'member' ? await loaders.user.load(viewer.id) : null;
    return user && UserType.of(user);
  }

  @Query(() => UserType, { nullable: true, description: 'For admins.' })
  async user(@Arg('id', () => ID) id: string, @Ctx() { viewer, loaders }: UsersContext): Promise<UserType | null> {
    requireRole(viewer, 'ADMIN');
    const user = await loaders.user.load(id);
    return user && UserType.of(user);
  }

  @Query(() => UserConnection, { description: 'For admins; newest first.' })
  async users(
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('search', () => String, { nullable: true, description: 'Part of a name or an email address.' })
    search: string | null,
    @Arg('role', () => RoleEnum, { nullable: true }) role: Role | null,
    @Ctx() { app, viewer }: UsersContext,
  ): Promise<InstanceType<typeof UserConnection>> {
    requireRole(viewer, 'ADMIN');
    const size = pageSize(first);
    const [createdAt, id] = after ? decodeCursor('users', after, CURSOR) : [];
    const position = createdAt && id ? { createdAt: new Date(createdAt), id } : null;
    const { rows, countAll } = await listUsers(app, {
      text: search ?? null,
      role: role ?? null,
      after: position,
      size,
    });
    return UserConnection.of(
      toPage(rows, {
        first: size,
        after,
        cursorOf: (user) => encodeCursor('users', [user.createdAt.toISOString(), user.id]),
        nodeOf: UserType.of,
        countAll,
      }),
    );
  }

  @Mutation(() => UserPayload)
  async profileUpdate(
    @Arg('input', () => ProfileUpdateInput) input: ProfileUpdateInput,
    @Ctx() { app, viewer }: UsersContext,
  ): Promise<UserPayload> {
    const outcome = await updateProfile(app, requireMember(viewer), input);
    if (outcome.kind === 'refused') return { user: null, userErrors: toUserErrors(outcome.complaints) };
    return { user: UserType.own(outcome.value), userErrors: [] };
  }

  @Mutation(() => UserPayload, { description: 'For admins: gives a user exactly these roles.' })
  async userRolesSet(
    @Arg('input', () => UserRolesSetInput) input: UserRolesSetInput,
    @Ctx() { app, viewer }: UsersContext,
  ): Promise<UserPayload> {
    requireRole(viewer, 'ADMIN');
    const userId = requireId(input.userId, ['input', 'userId']);
    const outcome = await setRoles(app, { ...input, userId });
    if (outcome.kind === 'refused') return { user: null, userErrors: toUserErrors(outcome.complaints) };
    return { user: UserType.of(outcome.value), userErrors: [] };
  }
}
