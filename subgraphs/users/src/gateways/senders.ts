import type { UsersConfig } from '../config.js';
import type { Sender, Senders } from '../use-cases/sender.js';

/** Sends nothing: what was written is in the table, where the developer inbox shows it. */
const CAPTURED: Sender = { send: async () => {} };

export function createSenders(_config: UsersConfig): Senders {
  return { MAIL: CAPTURED, SMS: CAPTURED };
}
