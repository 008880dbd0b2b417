import { anEvent, type EventEnvelope, orderCancelled, orderPaid, orderShipped, userRegistered } from '@souk/events';
import { newId, signCall } from '@souk/subgraph-kit';
import { TEST_KEYS } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startUsers, type UsersUnderTest } from './_users.js';

let users: UsersUnderTest;

beforeAll(async () => {
  users = await startUsers(inject('postgresUrl'));
});
afterAll(() => users?.[Symbol.asyncDispose]());

async function tell(event: EventEnvelope): Promise<number> {
  const body = JSON.stringify(event);
  const signature = await signCall(
    { from: 'orders', to: 'users', path: '/events', body },
    TEST_KEYS.SERVICE_SIGNING_KEY,
  );
  return (
    await fetch(`${users.app.url}/events`, { method: 'POST', headers: { 'x-service-signature': signature }, body })
  ).status;
}

const inbox = async () =>
  (await (await fetch(`${users.app.url}/dev/inbox?format=json`)).json()) as Record<string, string>[];
const version = 1;
const at = new Date('2026-05-01T12:00:00Z');
const anOrder = (values: object = {}) => ({
  orderId: newId(),
  number: 'SK-TEST0001',
  cartId: null,
  userId: null,
  email: 'buyer@example.org',
  phone: '+31 6 1234',
  currency: 'USD',
  totals: { subtotalMinor: 1999, discountMinor: 0, shippingMinor: 500, taxMinor: 160, totalMinor: 2659 },
  lines: [{ variantId: newId(), productId: newId(), sku: 'S', name: 'Lamp <b>', quantity: 2, unitPriceMinor: 1000 }],
  ...values,
});

it('sends each message once, however often the event comes', async () => {
  const event = anEvent(orderPaid, { data: anOrder(), version, at });
  expect([await tell(event), await tell(event)]).toEqual([204, 204]);
  const sent = (await inbox()).filter(({ subject }) => subject?.includes('SK-TEST0001'));
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ channel: 'MAIL', recipient: 'buyer@example.org' });
  expect(sent[0]?.body).toContain('2 × Lamp <b>');
  expect(sent[0]?.body).toContain('26.59 USD');
});

it('writes an SMS too when a parcel leaves, and says where to follow it', async () => {
  const parcel = {
    shipmentId: newId(),
    carrier: 'PostNL',
    trackingNumber: '3S1',
    trackingUrl: 'https://track.example/3S1',
  };
  await tell(anEvent(orderShipped, { data: { ...anOrder({ number: 'SK-SHIPPED1' }), ...parcel }, version, at }));
  const sent = (await inbox()).filter((one: object) => JSON.stringify(one).includes('SK-SHIPPED1'));
  expect(sent.map(({ channel }) => channel).sort()).toEqual(['MAIL', 'SMS']);
  expect(JSON.stringify(sent)).toContain('https://track.example/3S1');
});

it('says in a cancellation what goes back to the card', async () => {
  const data = {
    ...anOrder({ number: 'SK-GONE0001', currency: 'JPY' }),
    reason: 'changed my mind',
    refundedMinor: 2659,
  };
  await tell(anEvent(orderCancelled, { data, version, at }));
  const [sent] = (await inbox()).filter(({ subject }) => subject?.includes('SK-GONE0001'));
  expect(sent?.body).toBe('Reason: changed my mind.\n\n2659 JPY go back to your card.');
});

it('shows the messages on a page that runs nothing', async () => {
  await tell(
    anEvent(userRegistered, { data: { userId: newId(), email: '<script>@x.org', firstName: 'Eve' }, version, at }),
  );
  const page = await fetch(`${users.app.url}/dev/inbox`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).toContain('&lt;script&gt;@x.org');
  expect(html).not.toContain('<script>');
});
