import { backInStock, orderDelivered } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { unsubscribeUrl } from '../src/use-cases/unsubscribe-link.js';
import { anOrder, tell, writtenFor } from './_facts.js';
import { register, startUsers, type UsersUnderTest } from './_users.js';

let users: UsersUnderTest;

beforeAll(async () => {
  users = await startUsers(inject('postgresUrl'));
});
afterAll(() => users?.[Symbol.asyncDispose]());

/** As a mail program does: no cookies, no header but what RFC 8058 asks for. */
async function follow(link: string, method: 'GET' | 'POST') {
  const { pathname, search } = new URL(link);
  const body = method === 'POST' ? 'List-Unsubscribe=One-Click' : undefined;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(users.app.url + pathname + search, { method, body, headers });
  return { status: response.status, headers: response.headers, page: await response.text() };
}

const tellBackInStock = async (userId: string) => {
  const fact = { variantId: newId(), productId: newId(), name: 'Lamp', userIds: [userId] };
  return writtenFor(users, await tell(users, backInStock, fact));
};

it('ends messages of one kind at the press of a button, without signing in, and of no other kind', async () => {
  const { id, input } = await register(users);
  const [mail] = await tellBackInStock(id);
  const link = mail?.unsubscribeUrl ?? '';
  expect(mail?.body).toContain(link);
  expect((await follow(link, 'POST')).status).toBe(200);
  expect((await follow(link, 'POST')).status, 'again').toBe(200);
  expect(await tellBackInStock(id)).toEqual([]);
  const order = anOrder({ userId: id, email: input.email, phone: null, deliveredAt: new Date().toISOString() });
  expect(await writtenFor(users, await tell(users, orderDelivered, order))).toHaveLength(1);
});

it('only asks whoever looks at the link, as programs do that look for dangerous ones', async () => {
  const { id } = await register(users);
  const [mail] = await tellBackInStock(id);
  const { status, page, headers } = await follow(mail?.unsubscribeUrl ?? '', 'GET');
  expect({ status, form: page.includes('<form method="post">') }).toEqual({ status: 200, form: true });
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await tellBackInStock(id)).toHaveLength(1);
});

it('takes only links that were made here, unchanged', async () => {
  const { id } = await register(users);
  const other = await register(users);
  const [mail] = await tellBackInStock(id);
  const link = mail?.unsubscribeUrl ?? '';
  const forged = [
    link.replace(id, other.id),
    link.replace('BACK_IN_STOCK', 'ORDER_SHIPPED'),
    link.slice(0, -1),
    link.replace(/.{4}$/, 'AAAA'),
    link.replace(/token=.*/, ''),
    link.replace(/token=.*/, 'token=...'),
    unsubscribeUrl(
      { ...users.config, serviceSigningKey: 'k'.repeat(32) },
      {
        userId: other.id,
        kind: 'BACK_IN_STOCK',
        channel: 'MAIL',
      },
    ),
  ];
  for (const url of forged) {
    expect((await follow(url, 'POST')).status, url).toBe(400);
    expect((await follow(url, 'GET')).page).not.toContain('<form');
  }
  expect(await tellBackInStock(other.id)).toHaveLength(1);
});

it('can’t end what the law requires, nor anything of an account that is gone', async () => {
  const { id } = await register(users);
  const required = unsubscribeUrl(users.config, { userId: id, kind: 'ORDER_PLACED', channel: 'MAIL' });
  const gone = unsubscribeUrl(users.config, { userId: newId(), kind: 'BACK_IN_STOCK', channel: 'MAIL' });
  for (const url of [required, gone]) expect((await follow(url, 'POST')).status).toBe(400);
});

it('gives the link to nobody but the member, when an order names another’s mailbox', async () => {
  const { id } = await register(users);
  const order = anOrder({ userId: id, email: 'gift@example.org', deliveredAt: new Date().toISOString() });
  const [mail] = await writtenFor(users, await tell(users, orderDelivered, order));
  expect(mail).toMatchObject({ recipient: 'gift@example.org', unsubscribeUrl: null });
});

it('speaks the member’s language', async () => {
  const { id } = await register(users);
  await users.sql`update users set locale = 'ar-KW' where id = ${id}`;
  const [mail] = await tellBackInStock(id);
  expect(mail?.subject).toBe('Lamp متوفر من جديد');
  expect((await follow(mail?.unsubscribeUrl ?? '', 'GET')).page).toContain('lang="ar" dir="rtl"');
});
