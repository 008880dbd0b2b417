import { StartError } from '../start-error.js';

/** Turns what PostgreSQL wrote before it gave up into a sentence that says what to do. */
export function postgresFailure(home: string, output: string, cause?: unknown): StartError {
  return new StartError(sentence(home, output), { cause });
}

function sentence(home: string, output: string): string {
  if (/No space left on device|Check free disk space|Disk quota exceeded/i.test(output)) {
    return `The disk that holds ${home} is full: make room (about 500 MB) and start again.`;
  }
  if (/Permission denied|Read-only file system/i.test(output)) {
    return `PostgreSQL may not write in ${home}: make the folder writable for this user, or remove it.`;
  }
  if (/error while loading shared libraries|No such file or directory.*(?:ld-|libc)|ENOENT/i.test(output)) {
    return 'The packaged PostgreSQL does not run on this system (it needs glibc): start one of your own and set DATABASE_URL.';
  }
  return `PostgreSQL in ${home} did not start:\n${output.trim().split('\n').slice(-8).join('\n')}`;
}
