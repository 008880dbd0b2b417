import { describe, expect, it } from 'vitest';
import { JsonScanner } from './json-scanner.js';

function isTaken(text: string): boolean {
  const scanner = new JsonScanner(text);
  try {
    scanner.skipValue();
    scanner.end();
    return true;
  } catch {
    return false;
  }
}

function isParsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TEXTS = [
  '{"data":{"users":[{"id":"1","name":"A\\u0042\\n","tags":[[1,-2.5e+3],[]],"on":true,"off":false,"none":null}]}}',
  ' [ 0 , -0 , 10 , 0.1 , 1E5 , 1e-7 , -1.25 ] ',
  '"\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00 \u{1F600} é"',
  '{"__proto__":{"a":1},"a":{},"a":[],"":""}',
  '\t\r\n true \n',
];

const PIECES = [
  ...['{', '}', '[', ']', ',', ':', '"', '\\', '\\u', '\\x', '\u0000', '\u001f', '\u007f', '\u2028', '\ud800'],
  ...['0', '01', '-', '.', 'e', '+', '1.', '.5', 'null', 'nul', 'true', 'NaN', ' ', '\n', '\u00a0', '\ufeff', '/', "'"],
];

/** mulberry32: a small generator whose numbers depend on the seed alone. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function mutate(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  const piece = PIECES[random(PIECES.length)] ?? '';
  const removed = random(3);
  return text.slice(0, at) + (random(4) === 0 ? '' : piece) + text.slice(at + removed);
}

describe('what JSON.parse takes, and nothing else', () => {
  it.each(TEXTS)('%j', (text) => {
    expect(isTaken(text)).toBe(true);
    for (let end = 0; end < text.length; end++) {
      const cut = text.slice(0, end);
      expect(isTaken(cut), JSON.stringify(cut)).toBe(isParsed(cut));
    }
  });

  it('is found in thousands of broken texts', () => {
    const random = randomFrom(20);
    let takenCount = 0;
    for (let n = 0; n < 20_000; n++) {
      let text = TEXTS[random(TEXTS.length)] ?? '';
      for (let times = random(3); times >= 0; times--) text = mutate(text, random);
      const isWanted = isParsed(text);
      if (isWanted) takenCount++;
      if (isTaken(text) !== isWanted) expect.fail(`${JSON.stringify(text)} is ${isWanted ? '' : 'not '}JSON`);
    }
    expect(takenCount).toBeGreaterThan(1_000);
  });

  it('is nested deeper than the stack', () => {
    const depth = 200_000;
    expect(isTaken(`${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`)).toBe(true);
    expect(isTaken(`${'[{"a":'.repeat(depth)}1${']}'.repeat(depth)}`)).toBe(false);
  });
});
