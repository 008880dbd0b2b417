import { requireMember } from '@souk/subgraph-kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { UsersContext } from '../context.js';
import type { User } from '../domain/user.js';
import { changePassword } from '../use-cases/change-password.js';
import { logIn } from '../use-cases/log-in.js';
import { logOut, logOutEverywhere } from '../use-cases/log-out.js';
import { refreshSession } from '../use-cases/refresh-session.js';
import { registerUser } from '../use-cases/register-user.js';
import { PasswordChangeInput, TokenRefreshInput, UserLoginInput, UserRegisterInput } from './user.inputs.js';
import { AuthPayload, toAuthPayload, toUserErrors, UserPayload } from './user.payloads.js';
import { UserType } from './user.type.js';

@Resolver()
export class AuthResolver {
  @Mutation(() => AuthPayload, { description: 'Makes an account and signs in.' })
  async userRegister(
    @Arg('input', () => UserRegisterInput) input: UserRegisterInput,
    @Ctx() context: UsersContext,
  ): Promise<AuthPayload> {
    return toAuthPayload(await registerUser(context.app, input));
  }

  @Mutation(() => AuthPayload, { description: 'RATE_LIMITED after a few failures a minute.' })
  async userLogin(
    @Arg('input', () => UserLoginInput) input: UserLoginInput,
    @Ctx() context: UsersContext,
  ): Promise<AuthPayload> {
    return toAuthPayload(await logIn(context.app, input, context.client.address));
  }

  @Mutation(() => AuthPayload, { description: 'Trades a refresh token for a new pair; each works once.' })
  async tokenRefresh(
    @Arg('input', () => TokenRefreshInput) input: TokenRefreshInput,
    @Ctx() context: UsersContext,
  ): Promise<AuthPayload> {
    return toAuthPayload(await refreshSession(context.app, input.refreshToken));
  }

  @Mutation(() => UserPayload, { description: 'Ends this session.' })
  async userLogout(@Ctx() { app, viewer, loaders }: UsersContext): Promise<UserPayload> {
    const member = requireMember(viewer);
    await logOut(app, member);
    return toPayload(await loaders.user.load(member.id));
  }

  @Mutation(() => UserPayload, { description: 'Ends all sessions of this account.' })
  async userLogoutEverywhere(@Ctx() { app, viewer, loaders }: UsersContext): Promise<UserPayload> {
    const member = requireMember(viewer);
    await logOutEverywhere(app, member);
    return toPayload(await loaders.user.load(member.id));
  }

  @Mutation(() => UserPayload, { description: 'Ends all other sessions of this account.' })
  async passwordChange(
    @Arg('input', () => PasswordChangeInput) input: PasswordChangeInput,
    @Ctx() { app, viewer }: UsersContext,
  ): Promise<UserPayload> {
    const outcome = await changePassword(app, requireMember(viewer), input);
    if (outcome.kind === 'refused') return { user: null, userErrors: toUserErrors(outcome.complaints) };
    return toPayload(outcome.value);
  }
}

function toPayload(user: User | null): UserPayload {
  return { user: user && UserType.own(user), userErrors: [] };
}
