import { describe, expect, it } from 'vitest';
import { ProgressLine } from './progress-line.js';

describe('the progress line', () => {
  it('rewrites itself on a terminal', () => {
    expect(written({ isTTY: true }, (line) => [line.show('1 row'), line.show('2 rows'), line.end('done')])).toBe(
      '\r\u001b[K1 row\r\u001b[K2 rows\r\u001b[Kdone\n',
    );
  });

  it('is a line every five seconds in a file', () => {
    let now = 1_000_000;
    const text = written({ isTTY: false, now: () => now }, (line) => {
      for (let second = 0; second < 12; second++) {
        line.show(`${second} s`);
        now += 1_000;
      }
      line.end('done');
    });
    expect(text).toBe('0 s\n5 s\n10 s\ndone\n');
  });
});

function written(
  { isTTY, now }: { isTTY: boolean; now?: () => number },
  work: (line: ProgressLine) => unknown,
): string {
  let text = '';
  work(new ProgressLine({ isTTY, write: (more) => (text += more) }, now));
  return text;
}
