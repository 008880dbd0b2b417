import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Channel, NotificationKind } from '../domain/notifications/notification-kind.js';
import type { Choice } from '../domain/notifications/preferences.js';
import type { Tx } from './database.js';
import { notificationPreferences, users } from './tables.js';

export interface OwnedChoice extends Choice {
  readonly userId: string;
}

/** A member as one who is written to. */
export interface Recipient {
  readonly id: string;
  readonly email: string;
  readonly phone: string | null;
  readonly locale: string | null;
  /** of the kind that was asked for; a channel that was never decided on is missing */
  readonly choices: Partial<Readonly<Record<Channel, boolean>>>;
}

/** Those of these users that there are, in no order, with what they decided of this kind. One statement. */
export async function findRecipients(tx: Tx, userIds: readonly string[], kind: NotificationKind): Promise<Recipient[]> {
  if (userIds.length === 0) return [];
  const { userId, channel, isOn } = notificationPreferences;
  const rows = await tx
    .select({ id: users.id, email: users.email, phone: users.phone, locale: users.locale, channel, isOn })
    .from(users)
    .leftJoin(notificationPreferences, and(eq(userId, users.id), eq(notificationPreferences.kind, kind)))
    .where(inArray(users.id, [...userIds]));
  const recipients = new Map<string, Recipient>();
  for (const { channel, isOn, ...person } of rows) {
    const known = recipients.get(person.id)?.choices;
    const choices = channel && isOn !== null ? { ...known, [channel]: isOn } : { ...known };
    recipients.set(person.id, { ...person, choices });
  }
  return [...recipients.values()];
}

/** Everything that these users decided, in no order. */
export function findChoices(tx: Tx, userIds: readonly string[]): Promise<OwnedChoice[]> {
  return tx
    .select()
    .from(notificationPreferences)
    .where(inArray(notificationPreferences.userId, [...userIds]));
}

/** @param choices  at most one for each kind and channel */
export async function saveChoices(tx: Tx, userId: string, choices: readonly Choice[], now: Date): Promise<void> {
  if (choices.length === 0) return;
  await tx
    .insert(notificationPreferences)
    .values(choices.map(({ kind, channel, isOn }) => ({ userId, kind, channel, isOn, updatedAt: now })))
    .onConflictDoUpdate({
      target: [notificationPreferences.userId, notificationPreferences.kind, notificationPreferences.channel],
      set: { isOn: sql`excluded.is_on`, updatedAt: now },
    });
}
