import { orderPaid } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Message } from '../src/domain/notifications/delivery.js';
import { SendingError } from '../src/use-cases/sender.js';
import { anOrder, tell } from './_facts.js';
import { anAdmin, startUsers, type UsersUnderTest } from './_users.js';

let users: UsersUnderTest;
/** mailboxes that do not take anything */
const closed = new Set<string>();
const sent: string[] = [];

beforeAll(async () => {
  const post = {
    send: async ({ recipient }: Message) => {
      if (closed.has(recipient)) throw new SendingError('RECIPIENT_REFUSED', { isFinal: true });
      sent.push(recipient);
    },
  };
  users = await startUsers(inject('postgresUrl'), { senders: { MAIL: post, SMS: post } });
});
afterAll(() => users?.[Symbol.asyncDispose]());

const LIST = `query ($first: Int, $after: String, $status: NotificationDeliveryStatus, $kind: NotificationKind) {
  notificationDeliveries(first: $first, after: $after, status: $status, kind: $kind) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id kind channel recipient subject status attempts lastError createdAt sentAt } } }`;
const RETRY = `mutation ($input: NotificationDeliveryRetryInput!) {
  notificationDeliveryRetry(input: $input) { delivery { id status attempts } userErrors { code path } } }`;

const list = async (variables: Record<string, unknown>) =>
  (await users.ask(LIST, { viewer: anAdmin(), variables })).data.notificationDeliveries;
const retry = (deliveryId: string) => users.ask(RETRY, { viewer: anAdmin(), variables: { input: { deliveryId } } });

it('shows admins every message, newest first, by pages and by what became of it', async () => {
  closed.add('nobody@example.org');
  for (let count = 0; count < 4; count += 1) await tell(users, orderPaid, anOrder({}));
  await tell(users, orderPaid, anOrder({ email: 'nobody@example.org' }));
  const dead = await until(async () => {
    const page = await list({ status: 'DEAD' });
    return page.nodes.length > 0 ? page.nodes : null;
  });
  expect(dead).toMatchObject([
    { kind: 'ORDER_PAID', recipient: 'nobody@example.org', lastError: 'RECIPIENT_REFUSED', attempts: 1, sentAt: null },
  ]);
  const seen: { id: string; createdAt: string }[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list({ first: 2, after });
    expect(page.totalCount).toBe(5);
    seen.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
  expect(seen.map(({ createdAt }) => createdAt)).toEqual(
    seen
      .map(({ createdAt }) => createdAt)
      .toSorted()
      .toReversed(),
  );
  expect((await list({ kind: 'WELCOME' })).nodes).toEqual([]);
});

it('tries a dead letter anew when an admin says so, once', async () => {
  closed.add('late@example.org');
  await tell(users, orderPaid, anOrder({ email: 'late@example.org' }));
  const { id } = await until(async () =>
    (await list({ status: 'DEAD' })).nodes.find(
      ({ recipient }: { recipient: string }) => recipient === 'late@example.org',
    ),
  );
  closed.delete('late@example.org');
  const answers = await Promise.all([retry(id), retry(id), retry(id)]);
  const outcomes = answers.map(({ data }) => data.notificationDeliveryRetry);
  expect(outcomes.filter(({ delivery }) => delivery)).toHaveLength(1);
  expect(outcomes.flatMap(({ userErrors }) => userErrors)).toEqual(
    Array(2).fill({ code: 'DELIVERY_NOT_DEAD', path: ['input', 'deliveryId'] }),
  );
  await until(async () => (await list({ status: 'SENT' })).nodes.some((node: { id: string }) => node.id === id));
  expect(sent.filter((recipient) => recipient === 'late@example.org')).toHaveLength(1);
});

it('is for admins alone', async () => {
  for (const viewer of [aMember(), aMember({ roles: ['MEMBER', 'SELLER'] }), undefined]) {
    const asked = await users.ask(LIST, { viewer });
    const tried = await users.ask(RETRY, { viewer, variables: { input: { deliveryId: newId() } } });
    const code = viewer ? 'FORBIDDEN' : 'UNAUTHENTICATED';
    for (const { errors } of [asked, tried]) expect(errors?.[0]?.extensions.code).toBe(code);
  }
});

it('refuses what can’t be', async () => {
  expect((await retry(newId())).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await retry('no-id')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  for (const variables of [{ first: 0 }, { first: 101 }, { after: 'x' }]) {
    const { errors } = await users.ask(LIST, { viewer: anAdmin(), variables });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
});
