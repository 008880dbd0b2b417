import { generateKeyPairSync } from 'node:crypto';
import {
  aMember,
  askSubgraph,
  createTestDatabase,
  type TestDatabase,
  testEnvironment,
} from '@souk/subgraph-kit/testing';
import { createUsersApp, type UsersOverrides } from '../src/app.js';
import { readUsersConfig } from '../src/config.js';

export const jwtPrivateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

export type UsersUnderTest = Awaited<ReturnType<typeof startUsers>>;

export async function startUsers(postgresUrl: string, overrides: UsersOverrides = {}) {
  const database: TestDatabase = await createTestDatabase(postgresUrl, 'users');
  const env = testEnvironment(database.url, { JWT_PRIVATE_KEY: jwtPrivateKey, BCRYPT_COST: '4' });
  const config = readUsersConfig(env);
  const app = await createUsersApp(config, { crontab: '', ...overrides });
  await app.listen();
  return {
    app,
    config,
    sql: database.sql,
    ask: (query: string, asking: Parameters<typeof askSubgraph>[2] = {}) => askSubgraph(app.url, query, asking),
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

export const AUTH = 'accessToken refreshToken expiresIn user { id email roles } userErrors { code message path }';
export const REGISTER = `mutation ($input: UserRegisterInput!) { userRegister(input: $input) { ${AUTH} } }`;
export const LOGIN = `mutation ($input: UserLoginInput!) { userLogin(input: $input) { ${AUTH} } }`;
export const REFRESH = `mutation ($input: TokenRefreshInput!) { tokenRefresh(input: $input) { ${AUTH} } }`;

let people = 0;

export function aRegistration(values: Record<string, unknown> = {}) {
  people += 1;
  return {
    email: `Ada.${people}@Example.org`,
    password: 'Souk-demo-1',
    firstName: 'Ada',
    lastName: 'Lovelace',
    ...values,
  };
}

/** An account, and its owner as viewer of this session. */
export async function register(users: UsersUnderTest, values: Record<string, unknown> = {}) {
  const input = aRegistration(values);
  const { data } = await users.ask(REGISTER, { variables: { input } });
  const { user, accessToken, refreshToken } = data.userRegister;
  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1], 'base64url').toString());
  const viewer = { ...aMember({ id: user.id, roles: claims.roles }), claims };
  return { id: user.id as string, input, viewer, accessToken, refreshToken };
}

export const anAdmin = () => aMember({ roles: ['MEMBER', 'ADMIN'] });
