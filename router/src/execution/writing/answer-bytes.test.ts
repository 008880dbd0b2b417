import { expect, it } from 'vitest';
import { RawText } from '../answers/raw-text.js';
import { AnswerBytes, JsonBytes } from './answer-bytes.js';

const raw = (text: string, before = 'x"') => {
  const source = Buffer.from(`${before}${text}"y`);
  const start = Buffer.byteLength(before);
  return new RawText(source, start, start + Buffer.byteLength(text));
};
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

/** What a text looks like that was written piece by piece. */
function written(write: (out: AnswerBytes) => void, expected = 0): string {
  const out = new AnswerBytes(expected);
  write(out);
  return String(out.finish());
}

it.each([0, 10, 200_000])(
  'writes texts, bytes and raw texts one behind the other; %i bytes are expected',
  (expected) => {
    const text = written((out) => {
      out.writeByte(0x5b);
      out.writeBytes(bytes('"é",'));
      out.writeText('"short é ✓ 🦆",');
      out.writeText(`"${'long é ✓ 🦆'.repeat(20)}",`);
      out.writeText(`"${'a'.repeat(39)}é"`);
      out.writeRaw(raw(',"few é"'));
      out.writeRaw(raw(`,"${'many ✓'.repeat(30)}"`));
      out.writeByte(0x5d);
    }, expected);
    expect(JSON.parse(text)).toEqual([
      'é',
      'short é ✓ 🦆',
      'long é ✓ 🦆'.repeat(20),
      `${'a'.repeat(39)}é`,
      'few é',
      'many ✓'.repeat(30),
    ]);
  },
);

it.each([
  ['text', (out: AnswerBytes, text: string) => out.writeText(text)],
  ['bytes', (out: AnswerBytes, text: string) => out.writeBytes(bytes(text))],
  ['raw texts', (out: AnswerBytes, text: string) => out.writeRaw(raw(text))],
])('takes more %s than it has memory for', (_, write) => {
  const piece = `${'piece é'.repeat(10_000)};`;
  const text = written((out) => {
    for (let count = 0; count < 5; count++) write(out, piece);
  }, 1_000);
  expect(text).toBe(piece.repeat(5));
});

it('takes back what was written', () => {
  const text = written((out) => {
    out.writeText('[1');
    const { length } = out;
    out.writeText(',2,3');
    out.takeBack(length);
    out.writeText(',4]');
  });
  expect(text).toBe('[1,4]');
});

it('writes a piece once more', () => {
  const text = written((out) => {
    out.writeText('[');
    const start = out.length;
    out.writeText('"é"');
    const piece = out.pieceFrom(start);
    out.writeText(',');
    expect(out.writeAgain(piece)).toBe(true);
    out.writeText(']');
  });
  expect(text).toBe('["é","é"]');
});

it('writes no piece again that something was taken back after, nor one of another answer', () => {
  const out = new AnswerBytes(0);
  out.writeText('abc');
  const start = out.length;
  out.writeText('def');
  const piece = out.pieceFrom(start);
  out.takeBack(start);
  expect(out.writeAgain(piece)).toBe(false);
  expect(new AnswerBytes(0).writeAgain(piece)).toBe(false);
  expect(String(out.finish())).toBe('abc');
});

it('gives a small answer as text, and a large one as the bytes of a response that has nothing else', () => {
  const small = new AnswerBytes(0);
  small.writeText('{"a":"é"}');
  expect(small.finish()).toBe('{"a":"é"}');
  for (const expected of [0, 60_000]) {
    const out = new AnswerBytes(expected);
    const text = JSON.stringify({ a: 'é'.repeat(20_000) });
    out.writeText(text);
    const large = out.finish();
    if (!(large instanceof JsonBytes)) throw new Error('It is a text');
    expect(String(large.response)).toBe(`{"data":${text}}`);
    expect(String(large)).toBe(text);
    expect(large.length).toBe(Buffer.byteLength(text));
  }
});

it('keeps a large answer apart from those that come after', () => {
  const first = new AnswerBytes(0);
  first.writeText('1'.repeat(20_000));
  const large = first.finish();
  const second = new AnswerBytes(0);
  second.writeText('2'.repeat(20_000));
  second.finish();
  expect(String(large)).toBe('1'.repeat(20_000));
});
