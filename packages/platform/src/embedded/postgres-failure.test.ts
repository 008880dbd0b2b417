import { describe, expect, it } from 'vitest';
import { postgresFailure } from './postgres-failure.js';

describe('what PostgreSQL wrote before it gave up', () => {
  it.each([
    [
      'FATAL:  could not write lock file "postmaster.pid": No space left on device',
      /disk that holds \/data is full: make room/,
    ],
    [
      'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes\nHINT:  Check free disk space.',
      /is full/,
    ],
    [
      'initdb: error: could not create directory "/data/cluster": Permission denied',
      /may not write in \/data: make the folder/,
    ],
    ['error while loading shared libraries: libicuuc.so.60: cannot open shared object file', /set DATABASE_URL/],
    [
      'FATAL:  something else\nDETAIL:  of which we know nothing',
      /in \/data did not start:\nFATAL: {2}something else\nDETAIL/,
    ],
  ])('%s', (output, sentence) => {
    expect(postgresFailure('/data', output).message).toMatch(sentence);
  });
});
