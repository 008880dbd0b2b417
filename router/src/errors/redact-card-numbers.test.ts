import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { redactCardNumbers } from './redact-card-numbers.js';

it.each([
  ['Unexpected "4242 4242 4242 4242"', 'Unexpected "[card number]"'],
  ['{"msg":"a\\n4242-4242-4242-4242"}', '{"msg":"a\\n[card number]"}'],
  ['378282246310005', '[card number]'],
  ['4242424242424241', '4242424242424241'],
  ['pm_4242424242424242', 'pm_4242424242424242'],
  ['+442071838750123', '+442071838750123'],
  ['42424242-4242-4424-8242-424242424242', '42424242-4242-4424-8242-424242424242'],
])('of %s leaves %s', (text, redacted) => {
  expect(redactCardNumbers(text)).toBe(redacted);
});

it('leaves the time of a log line as it is', () => {
  for (let time = 1_763_721_234_567; time < 1_763_721_235_567; time++) {
    const line = `{"level":30,"time":${time},"msg":"operation"}`;
    if (redactCardNumbers(line) !== line) throw new Error(line);
  }
});

it('leaves ids as they are', () => {
  for (let count = 0; count < 20_000; count += 1) {
    const line = JSON.stringify({ requestId: v7() });
    if (redactCardNumbers(line) !== line) throw new Error(line);
  }
});
