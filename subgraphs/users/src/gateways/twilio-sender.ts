import { z } from 'zod';
import type { TwilioAccount } from '../config.js';
import { type Sender, SendingError } from '../use-cases/sender.js';

const DEADLINE_MS = 10_000;

/** Codes that say that this number will never take a message. https://www.twilio.com/docs/api/errors */
const NUMBER_REFUSED = [21_211, 21_214, 21_217, 21_610, 21_612, 21_614];

/** E.164, as far as it can be known without a table of all countries. */
const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;

/**
 * SMS through Twilio's Messages resource. It knows no idempotency keys: an answer that is lost makes the message go out again.
 * Source: https://www.twilio.com/docs/messaging/api/message-resource
 */
export function createTwilioSender({ accountSid, authToken, from, apiUrl }: TwilioAccount): Sender {
  const url = `${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const sender: Record<string, string> = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from };
  return {
    async send({ recipient, body }) {
      const to = recipient.replaceAll(/[\s().-]/g, '');
      if (!PHONE_NUMBER.test(to)) throw new SendingError('RECIPIENT_REFUSED', { isFinal: true });
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams({ To: to, Body: body, ...sender }),
        signal: AbortSignal.timeout(DEADLINE_MS),
      }).catch((error: unknown) => {
        const isLate = error instanceof Error && error.name === 'TimeoutError';
        throw new SendingError(isLate ? 'TIMEOUT' : 'UNREACHABLE', { isFinal: false });
      });
      // an answer that breaks off says as little as one that is no JSON
      const answer: unknown = await response.json().catch(() => null);
      if (!response.ok) throw refusalOf(response.status, answer);
    },
  };
}

const refusal = z.looseObject({ code: z.number() });

function refusalOf(status: number, answer: unknown): SendingError {
  const code = refusal.safeParse(answer).data?.code;
  if (code !== undefined && NUMBER_REFUSED.includes(code))
    return new SendingError('RECIPIENT_REFUSED', { isFinal: true });
  if (status === 401 || status === 403) return new SendingError('CARRIER_DENIED', { isFinal: false });
  return new SendingError(status === 429 ? 'CARRIER_BUSY' : `CARRIER_ANSWERED_${status}`, { isFinal: false });
}
