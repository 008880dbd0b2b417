import { type Logger, pino } from 'pino';
import { redactCardNumbers } from '../errors/redact-card-numbers.js';
import { GatheredOutput } from './gathered-output.js';

const GATHERED_CHARACTERS = 8_192;
const FLUSH_MS = 250;

/** There is one standard output, however many routers write to it. */
let standardOutput: GatheredOutput | undefined;

/**
 * A log of JSON lines on standard output. They are gathered and written at least four times a second and when the process
 * ends by itself: a system call for each line would cost a tenth of what a small query costs.
 */
export function standardLog(level: string): Logger {
  standardOutput ??= openStandardOutput();
  return pino({ level, hooks: { streamWrite: redactCardNumbers } }, standardOutput);
}

/** The library's own gathering measures all it has gathered with every line, and waits for the disk when it is flushed. */
function openStandardOutput(): GatheredOutput {
  const output = new GatheredOutput(pino.destination({ dest: 1, sync: true }), GATHERED_CHARACTERS);
  setInterval(() => output.flushSync(), FLUSH_MS).unref();
  process.on('exit', () => output.flushSync());
  return output;
}
