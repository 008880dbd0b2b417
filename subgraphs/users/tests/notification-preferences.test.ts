import { cartAbandoned, orderDelivered, orderPlaced } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { anOrder, tell, writtenFor } from './_facts.js';
import { anAdmin, register, startUsers, type UsersUnderTest } from './_users.js';

let users: UsersUnderTest;

beforeAll(async () => {
  users = await startUsers(inject('postgresUrl'));
});
afterAll(() => users?.[Symbol.asyncDispose]());

const FIELDS = 'notificationPreferences { kind channel isOn isRequired }';
const UPDATE = `mutation ($input: NotificationPreferencesUpdateInput!) {
  notificationPreferencesUpdate(input: $input) { user { ${FIELDS} } userErrors { code path } } }`;
const PROFILE = `mutation ($input: ProfileUpdateInput!) {
  profileUpdate(input: $input) { user { locale } userErrors { code path } } }`;

type Member = Awaited<ReturnType<typeof register>>;
const choose = async ({ viewer }: Pick<Member, 'viewer'>, ...preferences: object[]) =>
  users.ask(UPDATE, { viewer, variables: { input: { preferences } } });
const delivered = (member: Member) =>
  anOrder({ userId: member.id, email: member.input.email, deliveredAt: new Date().toISOString() });

describe('what a member is written about', () => {
  it('is what is offered until something is chosen, and what was chosen from then on', async () => {
    const member = await register(users);
    const before = await users.ask(`{ me { ${FIELDS} } }`, { viewer: member.viewer });
    const sms = { kind: 'ORDER_DELIVERED', channel: 'SMS' };
    expect(before.data.me.notificationPreferences).toContainEqual({ ...sms, isOn: true, isRequired: false });
    expect(await writtenFor(users, await tell(users, orderDelivered, delivered(member)))).toHaveLength(2);

    const { data } = await choose(member, { ...sms, isOn: false });
    const { user, userErrors } = data.notificationPreferencesUpdate;
    expect(userErrors).toEqual([]);
    expect(user.notificationPreferences).toContainEqual({ ...sms, isOn: false, isRequired: false });
    const written = await writtenFor(users, await tell(users, orderDelivered, delivered(member)));
    expect(written.map(({ channel }) => channel)).toEqual(['MAIL']);
  });

  it('is what the law requires in any case, and marketing by consent alone', async () => {
    const member = await register(users);
    const cart = {
      cartId: newId(),
      userId: member.id,
      currency: 'EUR',
      subtotalMinor: 1234,
      lines: anOrder({}).lines,
    };
    await choose(member, { kind: 'CART_ABANDONED', channel: 'MAIL', isOn: true });
    const [reminder] = await writtenFor(users, await tell(users, cartAbandoned, cart));
    expect(reminder?.body).toContain('€12.34');
    expect(reminder?.unsubscribeUrl).toBeTruthy();

    const { data } = await choose(
      member,
      { kind: 'CART_ABANDONED', channel: 'MAIL', isOn: false },
      { kind: 'ORDER_PLACED', channel: 'MAIL', isOn: false },
      { kind: 'WELCOME', channel: 'SMS', isOn: true },
    );
    expect(data.notificationPreferencesUpdate).toEqual({
      user: null,
      userErrors: [
        { code: 'NOTIFICATION_REQUIRED', path: ['input', 'preferences', '1'] },
        { code: 'NOTIFICATION_NOT_OFFERED', path: ['input', 'preferences', '2'] },
      ],
    });
    expect(await writtenFor(users, await tell(users, cartAbandoned, cart)), 'nothing was saved').toHaveLength(1);
    await choose(member, { kind: 'CART_ABANDONED', channel: 'MAIL', isOn: false });
    expect(await writtenFor(users, await tell(users, cartAbandoned, cart)), 'another choice').toEqual([]);
    const order = anOrder({ userId: member.id, email: member.input.email });
    expect(await writtenFor(users, await tell(users, orderPlaced, order))).toHaveLength(1);
  });

  it('is not chosen twice in one go, nor without end, nor by a guest', async () => {
    const member = await register(users);
    const one = { kind: 'LOW_STOCK', channel: 'MAIL', isOn: false };
    for (const preferences of [[], [one, { ...one, isOn: true }], Array.from({ length: 101 }, () => one)]) {
      const { errors } = await choose(member, ...preferences);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', ref: 'VAL_001' });
    }
    const guest = await users.ask(UPDATE, { variables: { input: { preferences: [one] } } });
    expect(guest.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
    const unknown = await choose({ viewer: { ...aMember(), claims: {} } as Member['viewer'] }, one);
    expect(unknown.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is nobody else’s business', async () => {
    const [member, stranger] = [await register(users), await register(users)];
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { ${FIELDS} locale } } }`;
    const variables = { of: [{ __typename: 'User', id: member.id }] };
    const { errors } = await users.ask(query, { viewer: stranger.viewer, variables });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    const { data } = await users.ask(query, { viewer: anAdmin(), variables });
    expect(data._entities[0].notificationPreferences.length).toBeGreaterThan(20);
  });

  it('takes one statement for any number of people', async () => {
    const ids = (await Promise.all(Array.from({ length: 5 }, () => register(users)))).map(({ id }) => id);
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { ${FIELDS} } } }`;
    const unsent = () => users.sql`select 1 from deliveries where status = 'PENDING'`;
    await until(async () => (await unsent()).length === 0, { what: 'the messages of other tests' });
    const count = async (some: string[]) => {
      const before = users.app.statementCount();
      const of = some.map((id) => ({ __typename: 'User', id }));
      expect((await users.ask(query, { viewer: anAdmin(), variables: { of } })).errors).toBeUndefined();
      return users.app.statementCount() - before;
    };
    expect(await count(ids)).toBe(await count(ids.slice(0, 1)));
  });
});

describe('the language of what is written', () => {
  it('is the member’s own, else the shop’s', async () => {
    const member = await register(users, { locale: 'de-AT' });
    const order = anOrder({ userId: member.id, email: member.input.email, currency: 'EUR' });
    const [german] = await writtenFor(users, await tell(users, orderPlaced, order));
    expect(german?.subject).toBe('Wir haben Ihre Bestellung SK-TEST0001 erhalten');
    expect(german?.body).toMatch(/Summe 26,59\s€/u);

    const change = (locale: string | null) =>
      users.ask(PROFILE, { viewer: member.viewer, variables: { input: { locale } } });
    expect((await change('ja')).data.profileUpdate.user.locale).toBe('ja');
    expect((await change('tlh')).data.profileUpdate).toEqual({
      user: null,
      userErrors: [{ code: 'LOCALE_UNKNOWN', path: ['input', 'locale'] }],
    });
    expect((await change(null)).data.profileUpdate.user.locale).toBeNull();
    const [english] = await writtenFor(users, await tell(users, orderPlaced, order));
    expect(english?.subject).toBe('We received your order SK-TEST0001');
  });
});
