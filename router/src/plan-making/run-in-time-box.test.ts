import { describe, expect, it } from 'vitest';
import { runInTimeBox, TimeBoxError } from './run-in-time-box.js';

function endless(): never {
  const seen = new Map<number, unknown>();
  for (let n = 0; ; n++) seen.set(n % 1_000, { n });
}

describe('a time box', () => {
  it('gives what the task gives, and throws what it throws', () => {
    expect(runInTimeBox(() => 5, 1_000)).toBe(5);
    expect(runInTimeBox(() => undefined, 1_000)).toBeUndefined();
    const thrown = new TypeError('of its own');
    expect(() =>
      runInTimeBox(() => {
        throw thrown;
      }, 1_000),
    ).toThrow(thrown);
  });

  it('stops a task that does not end, again and again', () => {
    for (let n = 0; n < 3; n++) expect(() => runInTimeBox(endless, 5)).toThrow(TimeBoxError);
    expect(runInTimeBox(() => 5, 1_000)).toBe(5);
  });
});
