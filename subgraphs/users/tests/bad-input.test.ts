import { newId } from '@souk/subgraph-kit';
import { witnessJobs } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { anAdmin, aRegistration, register, startUsers, type UsersUnderTest } from './_users.js';

let users: UsersUnderTest;
let jobsQueued: () => Promise<string[]>;
let viewer: Awaited<ReturnType<typeof register>>['viewer'];

beforeAll(async () => {
  users = await startUsers(inject('postgresUrl'));
  jobsQueued = await witnessJobs(users.sql);
  ({ viewer } = await register(users));
});
afterAll(() => users?.[Symbol.asyncDispose]());

const anAddress = (values: object = {}) => ({
  recipient: 'A',
  line1: 'L',
  city: 'C',
  postalCode: 'P',
  country: 'NL',
  ...values,
});
const huge = 'x'.repeat(5_000);
const hostile = ['a\0b', '\ud800', huge];

const table: [mutation: string, input: object][] = [
  ...hostile.flatMap((text): [string, object][] => [
    ['userRegister', aRegistration({ firstName: text })],
    ['userRegister', aRegistration({ phone: text })],
    ['userRegister', aRegistration({ email: text })],
    ['userRegister', aRegistration({ password: text })],
    ['profileUpdate', { lastName: text }],
    ['addressCreate', anAddress({ city: text })],
    ['addressCreate', anAddress({ idempotencyKey: text })],
    ['userRolesSet', { userId: newId(), roles: ['SELLER'], sellerName: text }],
    ['passwordChange', { current: 'Souk-demo-1', new: text }],
    ['addressDelete', { id: text }],
  ]),
  ['userRegister', aRegistration({ email: 'not an address' })],
  ['userRegister', aRegistration({ email: `${'a'.repeat(250)}@x.org` })],
  ['userRegister', aRegistration({ firstName: '   ' })],
  ['profileUpdate', { firstName: '' }],
  ['addressCreate', anAddress({ country: 'XX1' })],
  ['addressCreate', anAddress({ country: '' })],
  ['addressCreate', anAddress({ recipient: '' })],
  ['addressUpdate', anAddress({ id: 'no-id' })],
  ['addressUpdate', anAddress({ id: newId() })],
  ['addressDelete', { id: newId() }],
  ['userRolesSet', { userId: 'no-id', roles: ['MEMBER'] }],
  ['userRolesSet', { userId: newId(), roles: ['EMPEROR'] }],
];

const inputTypeOf = (mutation: string) => `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
const everything = async () => ({
  rows: await users.sql`select (select json_agg(u order by id) from users u) as users,
    (select json_agg(a order by id) from addresses a) as addresses, (select count(*) from sessions) as sessions,
    (select count(*) from sellers) as sellers, (select count(*) from idempotency_keys) as keys`,
  jobs: await jobsQueued(),
});

it.each(table.map(([mutation, input]) => ({ mutation, input, shown: JSON.stringify(input).slice(0, 90) })))(
  '$mutation refuses $shown with a code and writes nothing',
  async ({ mutation, input }) => {
    const before = await everything();
    const query = `mutation ($input: ${inputTypeOf(mutation)}!) { ${mutation}(input: $input) { userErrors { code } } }`;
    const asking = mutation === 'userRolesSet' ? anAdmin() : viewer;
    const { data, errors } = await users.ask(query, { viewer: asking, variables: { input } });
    const codes = [
      ...(errors ?? []).map(({ extensions }) => extensions.code),
      ...(data?.[mutation]?.userErrors ?? []).map(({ code }: { code: string }) => code),
    ];
    expect(codes.length).toBeGreaterThan(0);
    expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
    expect(await everything()).toEqual(before);
  },
);

it.each(['profileUpdate', 'passwordChange', 'addressCreate', 'addressUpdate', 'addressDelete', 'userRolesSet'])(
  '%s is refused to a guest',
  async (mutation) => {
    const inputs: Record<string, object> = {
      profileUpdate: { firstName: 'A' },
      passwordChange: { current: 'a', new: 'b' },
      addressCreate: anAddress(),
      addressUpdate: anAddress({ id: newId() }),
      addressDelete: { id: newId() },
      userRolesSet: { userId: newId(), roles: ['ADMIN'] },
    };
    const query = `mutation ($input: ${inputTypeOf(mutation)}!) { ${mutation}(input: $input) { userErrors { code } } }`;
    const { errors } = await users.ask(query, { variables: { input: inputs[mutation] } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', ref: 'AUTH_001' });
  },
);
