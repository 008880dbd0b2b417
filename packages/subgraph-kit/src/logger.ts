import { type Logger, pino } from 'pino';

export type { Logger };

/** What must not reach a log under any name we use for it. */
const REDACTED = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'clientSecret',
  'email',
  'phone',
];

/** JSON lines on stdout; `child({ requestId })` ties the lines of one request together through every hop. */
export function createLogger({ name, level }: { name: string; level: string }): Logger {
  return pino({
    name,
    level,
    redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
