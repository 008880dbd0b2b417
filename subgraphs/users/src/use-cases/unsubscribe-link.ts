import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { isId } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { UsersConfig } from '../config.js';
import { CHANNELS, NOTIFICATION_KINDS } from '../domain/notifications/notification-kind.js';

export const UNSUBSCRIBE_PATH = '/notifications/unsubscribe';

const subject = z.object({
  userId: z.string().refine(isId),
  kind: z.enum(NOTIFICATION_KINDS),
  channel: z.enum(CHANNELS),
});

/** What a link switches off, for whom. */
export type UnsubscribeSubject = z.infer<typeof subject>;

/** A link that works for whoever has it, without signing in and for as long as the service's key is the same. */
export function unsubscribeUrl(config: UsersConfig, { userId, kind, channel }: UnsubscribeSubject): string {
  const text = `${userId}.${kind}.${channel}`;
  return `${config.publicUrl}${UNSUBSCRIBE_PATH}?token=${text}.${signatureOf(text, config).toString('base64url')}`;
}

/** @returns null for a token that was not signed here */
export function readUnsubscribeToken(config: UsersConfig, token: string): UnsubscribeSubject | null {
  const [userId, kind, channel, signature] = token.split('.');
  const given = Buffer.from(signature ?? '', 'base64url');
  const expected = signatureOf(`${userId}.${kind}.${channel}`, config);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return subject.safeParse({ userId, kind, channel }).data ?? null;
}

/** Under a key of its own: nothing that is signed for another purpose is a link. RFC 5869. */
function signatureOf(text: string, { serviceSigningKey }: UsersConfig): Buffer {
  const key = hkdfSync('sha256', serviceSigningKey, '', 'souk unsubscribe link', 32);
  return createHmac('sha256', Buffer.from(key)).update(text).digest();
}
