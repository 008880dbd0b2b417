import { expect, it } from 'vitest';
import { createLogger } from './logger.js';

it('writes no card number, whether it is in the message, in a fact, in an error or in the name of a child', () => {
  const lines: string[] = [];
  const logger = createLogger({ name: 'test', level: 'info' }, { write: (line) => lines.push(line) });
  const number = '4242 4242 4242 4242';
  logger.info({ note: { text: `card ${number}` } }, `got\n${number}`);
  logger.error({ err: new Error(`Failed query, params: ${number}`) }, 'unexpected error');
  logger.child({ requestId: '4242424242424242' }).info('request');
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line).not.toMatch(/4242/);
    expect(JSON.parse(line)).toMatchObject({ name: 'test' });
  }
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ note: { text: 'card [card number]' }, msg: 'got\n[card number]' });
});
