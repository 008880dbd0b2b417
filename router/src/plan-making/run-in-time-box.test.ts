import { describe, expect, it } from 'vitest';
import { runInCpuTimeBox, runInTimeBox, TimeBoxError } from './run-in-time-box.js';

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

  it('of CPU time is long enough for a task that has waited for the CPU', () => {
    const waiting = new Int32Array(new SharedArrayBuffer(4));
    let attempts = 0;
    const starved = () => {
      Atomics.wait(waiting, 0, 0, 80);
      return ++attempts;
    };
    expect(() => runInTimeBox(starved, 50)).toThrow(TimeBoxError);
    expect(runInCpuTimeBox(starved, 50)).toBeGreaterThan(0);
    expect(() => runInCpuTimeBox(endless, 20)).toThrow(TimeBoxError);
    expect(() =>
      runInCpuTimeBox(() => {
        throw new TypeError('of its own');
      }, 20),
    ).toThrow(TypeError);
  });
});
