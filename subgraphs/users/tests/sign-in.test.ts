import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { aRegistration, LOGIN, REFRESH, REGISTER, register, startUsers, type UsersUnderTest } from './_users.js';

let users: UsersUnderTest;
let clock = new Date('2026-05-01T12:00:00Z');

beforeAll(async () => {
  users = await startUsers(inject('postgresUrl'), { now: () => clock });
});
afterAll(() => users?.[Symbol.asyncDispose]());

const login = async (email: string, password: string, address?: string) =>
  users.ask(LOGIN, { variables: { input: { email, password } }, address });
const refresh = async (refreshToken: string) =>
  (await users.ask(REFRESH, { variables: { input: { refreshToken } } })).data.tokenRefresh;
const codesOf = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code);

describe('register', () => {
  it('signs in with a token that anyone can check against the JWKS', async () => {
    clock = new Date();
    const { data } = await users.ask(REGISTER, { variables: { input: aRegistration() } });
    const { accessToken, user, expiresIn, userErrors } = data.userRegister;
    expect(userErrors).toEqual([]);
    expect(user.roles).toEqual(['MEMBER']);
    expect(expiresIn).toBe(900);
    const keys = createRemoteJWKSet(new URL(`${users.app.url}/.well-known/jwks.json`));
    const checks = { issuer: 'souk', audience: 'souk', algorithms: ['RS256'] };
    const { payload } = await jwtVerify(accessToken, keys, checks);
    expect(payload).toMatchObject({ sub: user.id, roles: ['MEMBER'], scope: 'profile cart orders' });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(900);
    expect(await (await fetch(`${users.app.url}/.well-known/jwks.json`)).text()).not.toContain('"d"');
  });

  it('tells every rule that the password breaks', async () => {
    const { data } = await users.ask(REGISTER, { variables: { input: aRegistration({ password: 'abc' }) } });
    expect(codesOf(data.userRegister)).toEqual([
      'PASSWORD_TOO_SHORT',
      'PASSWORD_NEEDS_UPPER',
      'PASSWORD_NEEDS_DIGIT',
      'PASSWORD_NEEDS_SPECIAL',
    ]);
    expect(data.userRegister.userErrors[0].path).toEqual(['input', 'password']);
    expect(data.userRegister.accessToken).toBeNull();
  });

  it('takes an email address once, however it is written', async () => {
    const { input } = await register(users);
    const again = { ...input, email: ` ${input.email.toUpperCase()} ` };
    const attempts = await Promise.all([1, 2].map(() => users.ask(REGISTER, { variables: { input: again } })));
    for (const { data } of attempts) expect(codesOf(data.userRegister)).toEqual(['EMAIL_TAKEN']);
  });

  it('gives one of two who register the same address at once', async () => {
    const input = aRegistration();
    const attempts = await Promise.all([1, 2, 3].map(() => users.ask(REGISTER, { variables: { input } })));
    expect(attempts.flatMap(({ data }) => codesOf(data.userRegister)).sort()).toEqual(['EMAIL_TAKEN', 'EMAIL_TAKEN']);
  });

  it('keeps bcrypt hashes and no password', async () => {
    const { id } = await register(users);
    const [row] = await users.sql`select password_hash from users where id = ${id}`;
    expect(row?.password_hash).toMatch(/^\$2[aby]\$04\$/);
  });
});

describe('log in', () => {
  it('works with the address written in any case', async () => {
    const { input, id } = await register(users);
    const { data } = await login(input.email.toLowerCase(), input.password);
    expect(data.userLogin.user).toMatchObject({ id, email: input.email });
  });

  it('answers alike for a wrong password and an unknown address', async () => {
    const { input } = await register(users);
    const wrong = (await login(input.email, 'Wrong-pass-1')).data.userLogin;
    const unknown = (await login('nobody@example.org', 'Wrong-pass-1')).data.userLogin;
    expect(wrong).toEqual(unknown);
    expect(codesOf(wrong)).toEqual(['INVALID_CREDENTIALS']);
  });

  it('is refused for a while after five failures, even with the right password, and then works again', async () => {
    const { input } = await register(users);
    clock = new Date('2026-05-01T12:00:00Z');
    for (let attempt = 0; attempt < 5; attempt += 1) await login(input.email, 'Wrong-pass-1');
    const refused = await login(input.email, input.password);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', ref: 'LIM_001' });
    clock = new Date('2026-05-01T12:01:00Z');
    expect((await login(input.email, input.password)).data.userLogin.accessToken).toBeTruthy();
  });

  it('is refused to an address that tries many accounts', async () => {
    clock = new Date('2026-05-01T13:00:00Z');
    for (let attempt = 0; attempt < 30; attempt += 1)
      await login(`a${attempt}@example.org`, 'Wrong-pass-1', '192.0.2.1');
    const refused = await login('another@example.org', 'Wrong-pass-1', '192.0.2.1');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
    expect((await login('another@example.org', 'Wrong-pass-1', '192.0.2.2')).errors).toBeUndefined();
  });
});

describe('refresh', () => {
  it('rotates: each token works once', async () => {
    const { refreshToken, id } = await register(users);
    const next = await refresh(refreshToken);
    expect(next.user.id).toBe(id);
    expect(next.refreshToken).not.toBe(refreshToken);
    expect(codesOf(await refresh(refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
    expect((await refresh(next.refreshToken)).accessToken).toBeTruthy();
  });

  it('lets one of several win who come at once, and the session lives on', async () => {
    const { refreshToken } = await register(users);
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(refreshToken)));
    const winners = answers.filter(({ accessToken }) => accessToken);
    expect(winners).toHaveLength(1);
    expect((await refresh(winners[0]?.refreshToken)).accessToken).toBeTruthy();
  });

  it('ends the session when a spent token comes back later', async () => {
    const { refreshToken } = await register(users);
    const next = await refresh(refreshToken);
    clock = new Date(clock.getTime() + 11_000);
    await refresh(refreshToken);
    expect(codesOf(await refresh(next.refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
  });

  it('is over after thirty days without use', async () => {
    const { refreshToken } = await register(users);
    clock = new Date(clock.getTime() + 30 * 86_400_000 + 1_000);
    expect(codesOf(await refresh(refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
  });

  it('is refused for what was never a token', async () => {
    expect(codesOf(await refresh(''))).toEqual(['REFRESH_TOKEN_INVALID']);
    expect(codesOf(await refresh('x'.repeat(10_000)))).toEqual(['REFRESH_TOKEN_INVALID']);
  });
});

describe('log out', () => {
  it('ends this session and no other', async () => {
    const { input, viewer, refreshToken } = await register(users);
    const other = (await login(input.email, input.password)).data.userLogin;
    await users.ask('mutation { userLogout { user { id } } }', { viewer });
    expect(codesOf(await refresh(refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
    expect((await refresh(other.refreshToken)).accessToken).toBeTruthy();
  });

  it('everywhere ends them all', async () => {
    const { input, viewer, refreshToken } = await register(users);
    const other = (await login(input.email, input.password)).data.userLogin;
    await users.ask('mutation { userLogoutEverywhere { user { id } } }', { viewer });
    for (const token of [refreshToken, other.refreshToken]) {
      expect(codesOf(await refresh(token))).toEqual(['REFRESH_TOKEN_INVALID']);
    }
  });

  it('of the others happens when the password changes', async () => {
    const { input, viewer, refreshToken } = await register(users);
    const other = (await login(input.email, input.password)).data.userLogin;
    const CHANGE = `mutation ($input: PasswordChangeInput!) { passwordChange(input: $input) { userErrors { code } } }`;
    const change = (current: string, next: string) =>
      users.ask(CHANGE, { viewer, variables: { input: { current, new: next } } });
    expect(codesOf((await change('Wrong-pass-1', 'Fresh-pass-1')).data.passwordChange)).toEqual(['PASSWORD_WRONG']);
    expect(codesOf((await change(input.password, 'fresh')).data.passwordChange)).toContain('PASSWORD_TOO_SHORT');
    expect(codesOf((await change(input.password, 'Fresh-pass-1')).data.passwordChange)).toEqual([]);
    expect(codesOf(await refresh(other.refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
    expect((await refresh(refreshToken)).accessToken).toBeTruthy();
    expect((await login(input.email, 'Fresh-pass-1')).data.userLogin.accessToken).toBeTruthy();
  });
});
