import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Message } from '../domain/notifications/delivery.js';
import { type Sender, SendingError } from '../use-cases/sender.js';

/** Of the whole conversation, half of the lease. */
const DEADLINE_MS = 30_000;
/** Of each wait in it. */
const PATIENCE_MS = 10_000;

/**
 * Mails through an SMTP server. A message that is given again has the same Message-ID, by which mailboxes know it.
 *
 * @param facts.url   `smtp://user:password@host:587` (STARTTLS, which production insists on) or `smtps://…:465`
 * @param facts.from  `Souk <hello@souk.example>` or an address alone
 */
export function createSmtpSender({
  url,
  from,
  isProduction,
}: {
  url: string;
  from: string;
  isProduction: boolean;
}): Sender {
  const transport = createTransport({
    url,
    requireTLS: isProduction && url.startsWith('smtp:'),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace('>', '');
  return {
    async send({ id, recipient, subject, body, html, unsubscribeUrl }) {
      try {
        await transport.sendMail({
          messageId: `<${id}@${domain}>`,
          from,
          // an object is one address, whatever is in it
          to: { name: '', address: recipient },
          subject,
          text: body,
          ...(html ? { html } : {}),
          headers: headersOf(unsubscribeUrl),
          signal: AbortSignal.timeout(DEADLINE_MS),
        });
      } catch (error) {
        throw toSendingError(error);
      }
    },
  };
}

/** Nobody is to answer a machine (RFC 3834 §5); who has had enough says so with one click (RFC 8058 §3.1). */
function headersOf(unsubscribeUrl: Message['unsubscribeUrl']): Record<string, string> {
  const automatic = { 'Auto-Submitted': 'auto-generated' };
  if (!unsubscribeUrl) return automatic;
  return {
    ...automatic,
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** What nodemailer says of a failure. `permanent` is true for a 5xx answer, absent when there was none. */
const failure = z.looseObject({
  code: z.string().optional(),
  command: z.string().optional(),
  permanent: z.boolean().optional(),
});

function toSendingError(error: unknown): SendingError {
  const { code, command, permanent } = failure.safeParse(error).data ?? {};
  if (code === 'EENVELOPE' && command === 'MAIL FROM') return new SendingError('SENDER_REFUSED', { isFinal: false });
  if (code === 'EENVELOPE' && permanent !== false) return new SendingError('RECIPIENT_REFUSED', { isFinal: true });
  if (code === 'EMESSAGE' && permanent) return new SendingError('MESSAGE_REFUSED', { isFinal: true });
  if (code === 'EAUTH' || code === 'ENOAUTH') return new SendingError('CARRIER_DENIED', { isFinal: false });
  if (code === 'ETIMEDOUT' || code === 'EABORT') return new SendingError('TIMEOUT', { isFinal: false });
  return new SendingError(permanent === false ? 'CARRIER_BUSY' : 'UNREACHABLE', { isFinal: false });
}
