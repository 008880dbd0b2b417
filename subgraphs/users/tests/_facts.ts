import { anEvent, type EventEnvelope, type EventType } from '@souk/events';
import { newId, signCall } from '@souk/subgraph-kit';
import { TEST_KEYS } from '@souk/subgraph-kit/testing';
import type { UsersUnderTest } from './_users.js';

/** Brings a fact to the door as the outbox of another subgraph would. @returns the HTTP status */
export async function deliver(users: UsersUnderTest, event: EventEnvelope): Promise<number> {
  const body = JSON.stringify(event);
  const call = { from: 'orders', to: 'users', path: '/events', body };
  const headers = { 'x-service-signature': await signCall(call, TEST_KEYS.SERVICE_SIGNING_KEY) };
  return (await fetch(`${users.app.url}/events`, { method: 'POST', headers, body })).status;
}

/** Tells of something that has just happened. @returns the event's id */
export async function tell<Data>(users: UsersUnderTest, type: EventType<string, Data>, data: Data): Promise<string> {
  const event = anEvent(type, { data, version: 1, at: new Date() });
  const status = await deliver(users, event);
  if (status !== 204) throw new Error(`${type.name} was answered ${status}`);
  return event.id;
}

/** What every fact about an order says; a guest's unless told otherwise. */
export function anOrder<Values extends object>(values: Values) {
  return {
    orderId: newId(),
    number: 'SK-TEST0001',
    cartId: null,
    userId: null,
    email: 'buyer@example.org',
    phone: '+31 6 1234 5678',
    currency: 'USD',
    totals: { subtotalMinor: 1999, discountMinor: 0, shippingMinor: 500, taxMinor: 160, totalMinor: 2659 },
    lines: [{ variantId: newId(), productId: newId(), sku: 'S', name: 'Lamp <b>', quantity: 2, unitPriceMinor: 1000 }],
    ...values,
  };
}

export function aReturn<Values extends object>(values: Values) {
  const returnedLines = [{ variantId: newId(), name: 'Lamp <b>', quantity: 1 }];
  return { ...anOrder({ returnId: newId(), returnedLines, note: null }), ...values };
}

export interface SentMessage {
  readonly id: string;
  readonly kind: string;
  readonly channel: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly html: string | null;
  readonly unsubscribeUrl: string | null;
  readonly status: string;
}

/** What was written because of this event, mail first. */
export async function writtenFor(users: UsersUnderTest, eventId: string): Promise<SentMessage[]> {
  const all = (await (await fetch(`${users.app.url}/dev/inbox?format=json`)).json()) as (SentMessage & {
    eventId: string;
  })[];
  return all
    .filter((message) => message.eventId === eventId)
    .sort((a, b) => (a.channel + a.recipient < b.channel + b.recipient ? -1 : 1));
}
