import { StartError } from '../start-error.js';
import { UsageError } from './arguments.js';

/** What is written when Souk ends by this error: a sentence for what a person can mend, everything for a bug. */
export function explainError(error: unknown): string {
  if (error instanceof StartError || error instanceof UsageError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return sentenceFor(error) ?? error.stack ?? error.message;
}

/** Codes of the operating system, and 53100 of PostgreSQL (disk_full). */
function sentenceFor(error: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined;
  const path = 'path' in error ? String(error.path) : 'the data folder';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return 'The disk is full: make room and start again.';
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return `${path} is not writable: make it so for this user, or set SOUK_DATA_DIR to another folder.`;
  }
  return undefined;
}
