import {
  anEvent,
  backInStock,
  cartAbandoned,
  orderCancelled,
  orderDelivered,
  orderPaid,
  orderPlaced,
  orderRefunded,
  orderShipped,
  paymentFailed,
  returnApproved,
  returnReceived,
  returnRejected,
  returnRequested,
  stockRanLow,
  userRegistered,
} from '@souk/events';
import { newId, receiveFact } from '@souk/subgraph-kit';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { UsersDependencies } from '../src/context.js';
import { openUsersDatabase } from '../src/data/database.js';
import { createListeners } from '../src/listeners/index.js';
import { anOrder, aReturn, deliver, tell, writtenFor } from './_facts.js';
import { register, startUsers, type UsersUnderTest } from './_users.js';

let users: UsersUnderTest;

beforeAll(async () => {
  users = await startUsers(inject('postgresUrl'));
});
afterAll(() => users?.[Symbol.asyncDispose]());

const parcel = {
  shipmentId: newId(),
  carrier: 'PostNL',
  trackingNumber: '3S1',
  trackingUrl: 'https://track.example/3S1',
};
const received = [{ variantId: newId(), restockedQuantity: 1, writtenOffQuantity: 0 }];

it('writes a message once, however often the event comes', async () => {
  const event = anEvent(orderPaid, { data: anOrder({}), version: 1, at: new Date() });
  const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(users, event)));
  expect(new Set(answers)).toEqual(new Set([204]));
  const [mail, ...others] = await writtenFor(users, event.id);
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ channel: 'MAIL', recipient: 'buyer@example.org', kind: 'ORDER_PAID' });
  expect(mail?.body).toContain('2 × Lamp <b>');
  expect(mail?.body).toContain('Total $26.59');
  expect(mail?.html).toContain('Lamp &lt;b&gt;');
});

it.each([
  ['We received your order SK-TEST0001', () => tell(users, orderPlaced, anOrder({}))],
  ['Your order SK-TEST0001 is confirmed', () => tell(users, orderPaid, anOrder({}))],
  ['The payment for your order SK-TEST0001', () => tell(users, paymentFailed, anOrder({ declineCode: null }))],
  ['Your order SK-TEST0001 is on its way', () => tell(users, orderShipped, anOrder(parcel))],
  ['has arrived', () => tell(users, orderDelivered, anOrder({ deliveredAt: new Date().toISOString() }))],
  ['was cancelled', () => tell(users, orderCancelled, anOrder({ reason: 'none', refundedMinor: 0 }))],
  [
    'A refund for your order SK-TEST0001',
    () =>
      tell(users, orderRefunded, anOrder({ refundId: newId(), refundedMinor: 5, totalRefundedMinor: 5, reason: null })),
  ],
  ['We received your return request', () => tell(users, returnRequested, aReturn({}))],
  ['is approved', () => tell(users, returnApproved, aReturn({}))],
  ['was refused', () => tell(users, returnRejected, aReturn({ note: 'It was worn' }))],
  ['has arrived', () => tell(users, returnReceived, aReturn({ received }))],
])('writes a guest at the addresses of the order: %s', async (subject, happen) => {
  const [mail] = await writtenFor(users, await happen());
  expect(mail).toMatchObject({ channel: 'MAIL', recipient: 'buyer@example.org', unsubscribeUrl: null });
  expect(mail?.subject).toContain(subject);
});

it('says no word of a payment that failed once the order is known to be paid, whatever comes first', async () => {
  const order = anOrder({ declineCode: null });
  const failed = anEvent(paymentFailed, { data: order, version: 2, at: new Date() });
  const paid = anEvent(orderPaid, { data: order, version: 3, at: new Date() });
  await deliver(users, paid);
  await deliver(users, failed);
  expect(await writtenFor(users, failed.id)).toEqual([]);
  const again = anEvent(paymentFailed, { data: anOrder({ declineCode: null }), version: 2, at: new Date() });
  await deliver(users, again);
  expect(await writtenFor(users, again.id), 'of another order').toHaveLength(1);
});

it('writes an SMS too when a parcel leaves, and says where to follow it', async () => {
  const [mail, sms] = await writtenFor(users, await tell(users, orderShipped, anOrder(parcel)));
  expect(mail?.html).toContain('href="https://track.example/3S1"');
  expect(sms).toMatchObject({ channel: 'SMS', recipient: '+31 6 1234 5678', html: null });
  expect(sms?.body).toBe('Your order SK-TEST0001 is on its way https://track.example/3S1');
});

it('makes no link of what is no web address', async () => {
  const order = anOrder({ ...parcel, trackingUrl: 'javascript:alert(1)' });
  const [mail] = await writtenFor(users, await tell(users, orderShipped, order));
  expect(mail?.html).not.toContain('javascript:');
});

it('says in a cancellation what goes back', async () => {
  const order = anOrder({ currency: 'JPY', reason: 'changed my mind', refundedMinor: 2659 });
  const [mail] = await writtenFor(users, await tell(users, orderCancelled, order));
  expect(mail?.body).toBe('Reason: changed my mind\n\nWe return ¥2,659 to you the way you paid.');
});

it('tells members what concerns them at the addresses of their accounts, in constant statements', async () => {
  const members = await Promise.all(Array.from({ length: 6 }, () => register(users)));
  const config = users.config;
  await using database = await openUsersDatabase({ url: config.databaseUrl, poolSize: 1 });
  // a house of its own, without the job that sends meanwhile
  const listeners = createListeners({ config, database } as UsersDependencies);
  const hear = async (some: typeof members) => {
    const userIds = some.map(({ id }) => id);
    const data = { variantId: newId(), productId: newId(), name: 'Lamp', userIds };
    const event = anEvent(backInStock, { data, version: 1, at: new Date() });
    const before = database.statementCount();
    await receiveFact(database.db, listeners, event);
    const statements = database.statementCount() - before;
    return { statements, recipients: (await writtenFor(users, event.id)).map(({ recipient }) => recipient) };
  };
  await hear(members.slice(0, 1)); // its connection asks for types once
  const one = await hear(members.slice(0, 1));
  const all = await hear([...members, ...members]);
  expect(all.recipients.sort()).toEqual(members.map(({ input }) => input.email).sort());
  expect(all.statements).toBe(one.statements);
});

it('tells nobody of an account that is not there', async () => {
  const fact = { variantId: newId(), productId: newId(), name: 'Lamp', userIds: [newId()] };
  expect(await writtenFor(users, await tell(users, backInStock, fact))).toEqual([]);
});

it('writes of carts left alone only to those who asked for it', async () => {
  const { id: userId } = await register(users);
  const cart = { cartId: newId(), userId, currency: 'EUR', subtotalMinor: 100, lines: anOrder({}).lines };
  expect(await writtenFor(users, await tell(users, cartAbandoned, cart))).toEqual([]);
});

it('tells the seller what runs low', async () => {
  const { id: sellerId, input } = await register(users);
  const stock = { variantId: newId(), productId: newId(), sellerId, sku: 'L-1', name: 'Lamp' };
  const eventId = await tell(users, stockRanLow, { ...stock, availableQuantity: 3, threshold: 5 });
  const [mail] = await writtenFor(users, eventId);
  expect(mail).toMatchObject({ recipient: input.email, body: expect.stringContaining('L-1 left to sell: 3') });
});

it('shows the messages on a page that runs nothing', async () => {
  const newcomer = { userId: newId(), email: '<script>@x.org', firstName: '<script>alert(1)</script>' };
  await tell(users, userRegistered, newcomer);
  const page = await fetch(`${users.app.url}/dev/inbox`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).toContain('&lt;script&gt;@x.org');
  expect(html).not.toContain('<script>');
});
