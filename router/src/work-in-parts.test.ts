import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { doAtOnce, doInTurns, type WorkInParts } from './work-in-parts.js';

function* work(done: string[]): WorkInParts<string> {
  for (const part of ['one', 'two', 'three']) {
    done.push(part);
    yield;
  }
  return 'result';
}

async function others(done: string[]): Promise<void> {
  for (let n = 1; n <= 3; n++) {
    await setImmediate();
    done.push(`other ${n}`);
  }
}

it('is done part by part, others having their turn between two', async () => {
  const done: string[] = [];
  const [result] = await Promise.all([doInTurns(work(done)), others(done)]);
  expect(result).toBe('result');
  expect(done).toEqual(['one', 'two', 'other 1', 'three', 'other 2', 'other 3']);
});

it('is done at once', async () => {
  const done: string[] = [];
  const waiting = others(done);
  expect(doAtOnce(work(done))).toBe('result');
  expect(done).toEqual(['one', 'two', 'three']);
  await waiting;
});
