import { newId } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { anAdmin, register, startUsers, type UsersUnderTest } from './_users.js';

let users: UsersUnderTest;

beforeAll(async () => {
  users = await startUsers(inject('postgresUrl'));
});
afterAll(() => users?.[Symbol.asyncDispose]());

const ENTITIES = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
  ... on User { id displayName email addresses { id } sessions { id } } ... on Seller { id name slug } } }`;
const PUBLIC = 'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on User { id displayName } } }';
const userRefs = (ids: readonly string[]) => ids.map((id) => ({ __typename: 'User', id }));

describe('who may see what', () => {
  it('shows strangers a display name and nothing else', async () => {
    const { id } = await register(users);
    const seen = await users.ask(PUBLIC, { variables: { refs: userRefs([id]) }, viewer: aMember() });
    expect(seen.data._entities).toEqual([{ id, displayName: 'Ada L.' }]);
    const pry = await users.ask(ENTITIES, { variables: { refs: userRefs([id]) }, viewer: aMember() });
    expect(pry.data._entities).toEqual([null]);
    expect(pry.errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN', ref: 'AUTH_003' } });
    expect(JSON.stringify(pry)).not.toContain('Example.org');
  });

  it('shows the owner and an admin everything', async () => {
    const { id, viewer, input } = await register(users);
    for (const who of [viewer, anAdmin()]) {
      const seen = await users.ask(ENTITIES, { variables: { refs: userRefs([id]) }, viewer: who });
      expect(seen.data._entities[0]).toMatchObject({ id, email: input.email, sessions: [{}] });
    }
  });

  it('answers me with null for a guest, and keeps lists for admins', async () => {
    expect((await users.ask('{ me { id } }')).data).toEqual({ me: null });
    expect((await users.ask('{ users { nodes { id } } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const member = await users.ask('{ users { nodes { id } } }', { viewer: aMember() });
    expect(member.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('lists', () => {
  it('take a constant number of statements for 1, 10 and 100 users', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 100; index += 1) ids.push((await register(users, { lastName: `Number${index}` })).id);
    const costs: number[] = [];
    for (const size of [1, 10, 100]) {
      const before = users.app.statementCount();
      const refs = [...userRefs(ids.slice(0, size)), ...userRefs(ids.slice(0, 1)), ...userRefs([newId(), 'no-id'])];
      const { data } = await users.ask(ENTITIES, { variables: { refs }, viewer: anAdmin() });
      expect(data._entities.slice(0, size).map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, size));
      expect(data._entities.at(size)).toMatchObject({ id: ids[0] });
      expect(data._entities.slice(-2)).toEqual([null, null]);
      costs.push(users.app.statementCount() - before);
    }
    expect(costs).toEqual([3, 3, 3]);
  });

  it('page through all users without missing or repeating one, and count only when asked', async () => {
    const PAGE =
      'query ($after: String) { users(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const before = users.app.statementCount();
      const { data } = await users.ask(PAGE, { viewer: anAdmin(), variables: { after } });
      expect(users.app.statementCount() - before).toBe(1);
      seen.push(...data.users.nodes.map(({ id }: { id: string }) => id));
      after = data.users.pageInfo.hasNextPage ? data.users.pageInfo.endCursor : null;
    } while (after);
    const { data } = await users.ask('{ users(first: 1) { totalCount } }', { viewer: anAdmin() });
    expect(seen).toHaveLength(data.users.totalCount);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('search by part of a name, and a percent sign is only a percent sign', async () => {
    const find = async (search: string) =>
      (
        await users.ask('query ($s: String) { users(search: $s) { totalCount } }', {
          viewer: anAdmin(),
          variables: { s: search },
        })
      ).data.users.totalCount;
    expect(await find('ada Number77')).toBe(1);
    expect(await find('%')).toBe(0);
  });

  it('refuse a page of no or too many users and a made-up cursor', async () => {
    for (const args of ['first: 0', 'first: 101', 'first: -1', 'after: "bogus"']) {
      const { errors } = await users.ask(`{ users(${args}) { nodes { id } } }`, { viewer: anAdmin() });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('roles', () => {
  const SET = `mutation ($input: UserRolesSetInput!) { userRolesSet(input: $input) { user { id roles } userErrors { code } } }`;
  const set = (userId: string, roles: string[], sellerName: string | null = null, viewer = anAdmin()) =>
    users.ask(SET, { viewer, variables: { input: { userId, roles, sellerName } } });

  it('make a seller with a profile that everyone can find', async () => {
    const [one, two] = [await register(users), await register(users)];
    expect((await set(one.id, ['MEMBER', 'SELLER'], 'Tea & Spice')).data.userRolesSet.user.roles).toContain('SELLER');
    await set(two.id, ['MEMBER', 'SELLER'], 'Tea & Spice');
    const found = await users.ask('{ seller(slug: "tea-spice") { id name } }');
    expect(found.data.seller).toEqual({ id: one.id, name: 'Tea & Spice' });
    const other = await users.ask('query ($id: ID) { seller(id: $id) { slug } }', { variables: { id: two.id } });
    expect(other.data.seller.slug).toMatch(/^tea-spice-/);
  });

  it('always leave an admin, also when two leave at once', async () => {
    const [one, two] = [await register(users), await register(users)];
    await set(one.id, ['ADMIN']);
    await set(two.id, ['ADMIN']);
    const answers = await Promise.all([set(one.id, ['MEMBER']), set(two.id, ['MEMBER'])]);
    const codes = answers.flatMap(({ data }) => data.userRolesSet.userErrors.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(['LAST_ADMIN']);
  });

  it('are set by admins alone, on users that exist', async () => {
    const { id, viewer } = await register(users);
    expect((await set(id, ['ADMIN'], null, viewer)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await set(newId(), ['MEMBER'])).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('address book', () => {
  const FIELDS = 'address { id city isDefault } userErrors { code }';
  const CREATE = `mutation ($input: AddressCreateInput!) { addressCreate(input: $input) { ${FIELDS} } }`;
  const UPDATE = `mutation ($input: AddressUpdateInput!) { addressUpdate(input: $input) { ${FIELDS} } }`;
  const DELETE = `mutation ($input: AddressDeleteInput!) { addressDelete(input: $input) { ${FIELDS} } }`;
  const anAddress = (values: object = {}) => ({
    recipient: 'Ada Lovelace',
    line1: '1 Canal Street',
    city: 'Rotterdam',
    postalCode: '3011',
    country: 'NL',
    ...values,
  });
  const book = async (viewer: ReturnType<typeof anAdmin>) =>
    (await users.ask('{ me { addresses { id city isDefault } } }', { viewer })).data.me.addresses;

  it('has one default: the first, the chosen one, or the oldest left', async () => {
    const { viewer } = await register(users);
    const create = async (values: object) =>
      (await users.ask(CREATE, { viewer, variables: { input: anAddress(values) } })).data.addressCreate.address;
    const first = await create({ city: 'One' });
    const second = await create({ city: 'Two' });
    const third = await create({ city: 'Three', isDefault: true });
    expect((await book(viewer)).map(({ isDefault }: { isDefault: boolean }) => isDefault)).toEqual([
      false,
      false,
      true,
    ]);
    await users.ask(UPDATE, {
      viewer,
      variables: { input: { ...anAddress({ city: 'Second' }), id: second.id, isDefault: true } },
    });
    expect((await book(viewer)).map(({ city }: { city: string }) => city)).toEqual(['One', 'Second', 'Three']);
    await users.ask(DELETE, { viewer, variables: { input: { id: second.id } } });
    expect(await book(viewer)).toEqual([
      { id: first.id, city: 'One', isDefault: true },
      { id: third.id, city: 'Three', isDefault: false },
    ]);
  });

  it('is the owner’s: somebody else’s address is not found', async () => {
    const [owner, stranger] = [await register(users), await register(users)];
    const { data } = await users.ask(CREATE, { viewer: owner.viewer, variables: { input: anAddress() } });
    const { id } = data.addressCreate.address;
    for (const [query, input] of [
      [UPDATE, { ...anAddress({ city: 'Stolen' }), id }],
      [DELETE, { id }],
    ] as const) {
      const answer = await users.ask(query, { viewer: stranger.viewer, variables: { input } });
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
    expect(await book(owner.viewer)).toMatchObject([{ city: 'Rotterdam' }]);
  });

  it('creates once for one idempotency key', async () => {
    const { viewer } = await register(users);
    const create = (input: object) => users.ask(CREATE, { viewer, variables: { input } });
    const input = anAddress({ idempotencyKey: 'k' });
    const answers = await Promise.all([create(input), create(input)]);
    expect(new Set(answers.map(({ data }) => data.addressCreate.address.id)).size).toBe(1);
    expect((await create({ ...input, city: 'Elsewhere' })).errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('holds fifty', async () => {
    const { viewer, id } = await register(users);
    await users.sql`insert into addresses (id, user_id, recipient, line1, city, postal_code, country, is_default, created_at)
      select gen_random_uuid(), ${id}, 'r', 'l', 'c', 'p', 'NL', false, now() from generate_series(1, 50)`;
    const { data } = await users.ask(CREATE, { viewer, variables: { input: anAddress() } });
    expect(data.addressCreate).toEqual({ address: null, userErrors: [{ code: 'TOO_MANY_ADDRESSES' }] });
  });
});
