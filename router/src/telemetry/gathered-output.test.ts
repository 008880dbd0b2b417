import { pino } from 'pino';
import { expect, it } from 'vitest';
import { GatheredOutput } from './gathered-output.js';

it('writes lines together, in their order, when there are enough of them or when it is told to', () => {
  const written: string[] = [];
  const output = new GatheredOutput({ write: (text) => written.push(text) }, 6);
  for (const line of ['one\n', 'two\n', 'three\n']) output.write(line);
  expect(written).toEqual(['one\ntwo\n', 'three\n']);
  output.write('four\n');
  expect(written).toHaveLength(2);
  output.flushSync();
  output.flushSync();
  expect(written).toEqual(['one\ntwo\n', 'three\n', 'four\n']);
});

it('keeps nothing back of what a process dies of', () => {
  const written: string[] = [];
  const logger = pino({}, new GatheredOutput({ write: (text) => written.push(text) }, 10_000));
  logger.info('before');
  expect(written).toEqual([]);
  logger.fatal('the end');
  expect(written.join('')).toMatch(/before.*the end/s);
});
