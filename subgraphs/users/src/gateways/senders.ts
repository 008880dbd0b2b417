import type { UsersConfig } from '../config.js';
import type { Sender, Senders } from '../use-cases/sender.js';
import { createTwilioSender } from './twilio-sender.js';

/** Sends nothing: what was written is in the table, where the developer inbox shows it. */
const CAPTURED: Sender = { send: async () => {} };

/** A carrier for each channel that one is configured for. */
export async function createSenders({ mail, sms, isProduction }: UsersConfig): Promise<Senders> {
  return {
    MAIL: mail ? await smtpSender({ ...mail, isProduction }) : CAPTURED,
    SMS: sms ? createTwilioSender(sms) : CAPTURED,
  };
}

/** The library is loaded only where mails really go out. */
async function smtpSender(options: { url: string; from: string; isProduction: boolean }): Promise<Sender> {
  const { createSmtpSender } = await import('./smtp-sender.js');
  return createSmtpSender(options);
}
