import { type Logger, pino } from 'pino';

const BUFFERED_CHARACTERS = 8_192;
const FLUSH_MS = 250;

type LogDestination = ReturnType<typeof pino.destination>;

/** There is one standard output, however many routers write to it. */
let standardOutput: LogDestination | undefined;

/**
 * A log of JSON lines on standard output. They are gathered and written at least four times a second and when the process
 * ends by itself: a system call for each line would cost a tenth of what a small query costs.
 */
export function standardLog(level: string): Logger {
  standardOutput ??= openStandardOutput();
  return pino({ level }, standardOutput);
}

function openStandardOutput(): LogDestination {
  const destination = pino.destination({ dest: 1, sync: true, minLength: BUFFERED_CHARACTERS });
  setInterval(() => destination.flushSync(), FLUSH_MS).unref();
  process.on('exit', () => destination.flushSync());
  return destination;
}
