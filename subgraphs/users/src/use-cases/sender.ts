import type { Message } from '../domain/notifications/delivery.js';
import type { Channel } from '../domain/notifications/notification-kind.js';

/** Hands messages of one channel to whoever carries them. */
export interface Sender {
  /**
   * @throws SendingError  when it was not taken, or nobody knows
   * Given the same message again it names it by the same `id`, so that a carrier that looks at it sends it once.
   */
  send(message: Message): Promise<void>;
}

export type Senders = Readonly<Record<Channel, Sender>>;

/** Why a message was not taken. Never the carrier's own words: they quote addresses. */
export class SendingError extends Error {
  override readonly name = 'SendingError';
  /** stable, upper case: it is kept with the delivery */
  readonly code: string;
  /** trying again can't help */
  readonly isFinal: boolean;

  constructor(code: string, { isFinal }: { readonly isFinal: boolean }) {
    super(`The message was not sent: ${code}`);
    this.code = code;
    this.isFinal = isFinal;
  }
}
