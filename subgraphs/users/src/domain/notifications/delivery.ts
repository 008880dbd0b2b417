import type { Channel, NotificationKind } from './notification-kind.js';

/** PENDING is sent or tried again by itself; SENT was taken by the provider; DEAD waits for a person to look at it. */
export const DELIVERY_STATUSES = ['PENDING', 'SENT', 'DEAD'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One message to one recipient over one channel. */
export interface Message {
  readonly id: string;
  readonly channel: Channel;
  /** an email address or a phone number */
  readonly recipient: string;
  readonly subject: string;
  /** plain text */
  readonly body: string;
  /** null for an SMS */
  readonly html: string | null;
  /** null when the recipient can't decline what it is about */
  readonly unsubscribeUrl: string | null;
}

/** A message on its way. */
export interface Delivery extends Message {
  readonly eventId: string;
  readonly kind: NotificationKind;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly sentAt: Date | null;
  /** a stable code: why the last attempt failed */
  readonly lastError: string | null;
  /** when the event happened */
  readonly createdAt: Date;
}

/** Longer than any sender takes: who was killed in between holds a message up for so long, and no longer. */
export const LEASE_SECONDS = 60;

/** Seconds before the second attempt, the third …: about a day in all. */
const PAUSES_SECONDS = [10, 60, 300, 900, 3_600, 3_600 * 3, 3_600 * 6, 3_600 * 12];

/**
 * @param attempts  made so far, ≥ 1
 * @returns         null when the message is given up
 */
export function pauseAfter(attempts: number): number | null {
  return PAUSES_SECONDS[attempts - 1] ?? null;
}
