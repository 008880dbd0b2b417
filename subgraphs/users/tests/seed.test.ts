import { createWorld, DEMO_LOGINS, DEMO_PASSWORD } from '@souk/demo-world';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { copySeed } from '../src/data/copy-seed.js';
import { LOGIN, startUsers, type UsersUnderTest } from './_users.js';

let users: UsersUnderTest;

beforeAll(async () => {
  users = await startUsers(inject('postgresUrl'));
});
afterAll(() => users?.[Symbol.asyncDispose]());

it('gives every role of the demo world an account to sign in with', async () => {
  const world = createWorld('demo');
  const [{ current_database: database }] = (await users.sql`select current_database()`) as unknown as [
    { current_database: string },
  ];
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  let copied = 0;
  await copySeed(url.href, world, (rows) => {
    copied += rows;
  });
  expect(copied).toBeGreaterThan(world.counts.users);
  for (const [role, email] of Object.entries(DEMO_LOGINS)) {
    const { data } = await users.ask(LOGIN, { variables: { input: { email, password: DEMO_PASSWORD } } });
    expect(data.userLogin.user.roles).toContain(role);
  }
  const { data } = await users.ask(`{ seller(id: "${[...world.sellers()][0]?.id}") { name } }`);
  expect(data.seller.name).toBe([...world.sellers()][0]?.name);
});
