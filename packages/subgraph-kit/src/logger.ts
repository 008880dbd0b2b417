import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { redactCardNumbers } from './card-number.js';

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

/**
 * JSON lines without what looks like a card number; `child({ requestId })` ties the lines of one request together through every hop.
 *
 * @param destination  standard output if not given
 */
export function createLogger(
  { name, level }: { name: string; level: string },
  destination?: DestinationStream,
): Logger {
  const options: LoggerOptions = {
    name,
    level,
    redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
    hooks: { streamWrite: redactCardNumbers },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}
