import { type AfterCommit, newId } from '@souk/subgraph-kit';
import type { Tx } from '../data/database.js';
import { type Delivery, insertDeliveries } from '../data/delivery.repository.js';
import type { Message } from '../domain/messages.js';

/** The event that gives the occasion, inside its transaction. */
export interface Occasion {
  readonly id: string;
  readonly occurredAt: Date;
  readonly tx: Tx;
}

/** "Sends" a mail, and the subject as SMS where a phone is given: captured for the developer inbox, once per event and channel. */
export async function tellPerson(
  { id: eventId, occurredAt: createdAt, tx }: Occasion,
  facts: { readonly email: string; readonly phone?: string | null; readonly message: Message },
): Promise<AfterCommit | undefined> {
  const { message } = facts;
  const mail: Delivery = { id: newId(), eventId, channel: 'MAIL', recipient: facts.email, ...message, createdAt };
  const sms: Delivery[] = facts.phone
    ? [{ id: newId(), eventId, channel: 'SMS', recipient: facts.phone, subject: '', body: message.subject, createdAt }]
    : [];
  await insertDeliveries(tx, [mail, ...sms]);
  return undefined;
}
