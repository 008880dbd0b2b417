import { describe, expect, it } from 'vitest';
import { StartError } from '../start-error.js';
import { explainError } from './explain-error.js';

describe('the last words of a Souk that cannot start', () => {
  it('are the sentence alone where a person can mend it', () => {
    expect(explainError(new StartError('Do this.', { cause: new Error('why') }))).toBe('Do this.');
    expect(explainError(systemError('ENOSPC', '/data/lock'))).toMatch(/^The disk is full/);
    expect(explainError(systemError('53100', ''))).toMatch(/^The disk is full/);
    expect(explainError(systemError('EACCES', '/data/lock'))).toMatch(/^\/data\/lock is not writable.*SOUK_DATA_DIR/);
  });

  it('are everything for a bug', () => {
    expect(explainError(new TypeError('x is undefined'))).toMatch(/^TypeError: x is undefined\n +at /);
    expect(explainError('thrown as a text')).toBe('thrown as a text');
  });
});

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: …`), { code, path });
}
