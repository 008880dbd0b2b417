import { newId } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import type { Tx } from '../data/database.js';
import { queueDeliveries } from '../data/delivery.queue.js';
import { insertDeliveries, type NewDelivery } from '../data/delivery.repository.js';
import { findRecipients, type Recipient } from '../data/preference.repository.js';
import { writeLetter } from '../domain/notifications/letter.js';
import { localeOf } from '../domain/notifications/locale.js';
import { CHANNELS, type Channel, type NotificationKind, ruleOf } from '../domain/notifications/notification-kind.js';
import type { LetterFacts } from '../domain/notifications/phrases.js';
import { isWanted } from '../domain/notifications/preferences.js';
import { renderHtml, renderSms, renderText } from '../domain/notifications/render-letter.js';
import { unsubscribeUrl } from './unsubscribe-link.js';

/** The event that gives the occasion, inside its transaction. */
export interface Occasion {
  readonly id: string;
  /** of the thing that the event is about */
  readonly version: number;
  readonly occurredAt: Date;
  readonly tx: Tx;
}

/** Who is written to: at the addresses that are given, or at the account's where they are not. */
export interface Addressee {
  /** null for a guest */
  readonly userId: string | null;
  readonly email?: string;
  readonly phone?: string | null;
}

/**
 * Writes to everybody who is to hear of an event, in the language of each and over the channels that each wants; the messages are
 * sent once the transaction has committed. A constant number of statements, whatever the number of people.
 *
 * @param notice.orderId  what it tells of; absent when it tells of no order
 * @param notice.to  a member who has no account and no given address is left out
 */
export async function notify<Kind extends NotificationKind>(
  app: UsersDependencies,
  occasion: Occasion,
  notice: {
    readonly kind: Kind;
    readonly facts: LetterFacts[Kind];
    readonly to: readonly Addressee[];
    readonly orderId?: string;
  },
): Promise<undefined> {
  const { tx } = occasion;
  const { kind, facts, to, orderId } = notice;
  const order = orderId ? { orderId, version: occasion.version } : null;
  const memberIds = to.flatMap(({ userId }) => (userId ? [userId] : []));
  const members = new Map((await findRecipients(tx, memberIds, kind)).map((member) => [member.id, member]));
  const rows = to.flatMap((addressee): NewDelivery[] => {
    const member = addressee.userId ? members.get(addressee.userId) : undefined;
    const addresses = addressesOf(addressee, member);
    return CHANNELS.flatMap((channel) => {
      const recipient = addresses[channel];
      if (!recipient || !isWanted(kind, channel, member?.choices[channel])) return [];
      const envelope = { eventId: occasion.id, kind, channel, recipient, createdAt: occasion.occurredAt, order };
      return [{ id: newId(), ...envelope, ...written(app, { kind, facts, channel, recipient, member }) }];
    });
  });
  await queueDeliveries(tx, await insertDeliveries(tx, rows));
  return undefined;
}

function addressesOf(addressee: Addressee, member: Recipient | undefined): Partial<Record<Channel, string | null>> {
  return {
    MAIL: addressee.email ?? member?.email,
    SMS: addressee.phone ?? member?.phone,
  };
}

interface Writing<Kind extends NotificationKind> {
  readonly kind: Kind;
  readonly facts: LetterFacts[Kind];
  readonly channel: Channel;
  readonly recipient: string;
  readonly member: Recipient | undefined;
}

type Written = Pick<NewDelivery, 'subject' | 'body' | 'html' | 'unsubscribeUrl'>;

function written<Kind extends NotificationKind>(app: UsersDependencies, writing: Writing<Kind>): Written {
  const { kind, facts, channel, member } = writing;
  const locale = localeOf(member?.locale ?? '') ?? app.config.shopLocale;
  const letter = writeLetter(kind, facts, locale);
  if (channel === 'SMS') return { subject: '', body: renderSms(letter), html: null, unsubscribeUrl: null };
  const link = mayDecline(writing) && member ? unsubscribeUrl(app.config, { userId: member.id, kind, channel }) : null;
  return {
    subject: letter.subject,
    body: renderText(letter, link),
    html: renderHtml(letter, link),
    unsubscribeUrl: link,
  };
}

/** Only the member's own mailbox gets the link: an order may name another's address, who must not decide for the member. */
function mayDecline<Kind extends NotificationKind>({ kind, channel, member, recipient }: Writing<Kind>): boolean {
  return ruleOf(kind, channel) !== 'REQUIRED' && member?.email.toLowerCase() === recipient.toLowerCase();
}
