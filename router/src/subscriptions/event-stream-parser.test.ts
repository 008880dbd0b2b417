import { expect, it } from 'vitest';
import { EventStreamParser } from './event-stream-parser.js';

function parse(...pieces: string[]): [string, string][] {
  const events: [string, string][] = [];
  const parser = new EventStreamParser((type, data) => events.push([type, data]));
  for (const piece of pieces) parser.push(piece);
  return events;
}

it.each(['\n', '\r', '\r\n'])('reads events whose lines end with %j, in pieces of any size', (end) => {
  const text = `: hello${end}event: next${end}data: {"a":${end}data:1}${end}id: 7${end}${end}event: complete${end}data${end}${end}data: x${end}${end}:`;
  const expected = [
    ['next', '{"a":\n1}'],
    ['complete', ''],
    ['message', 'x'],
  ];
  expect(parse(text)).toEqual(expected);
  expect(parse(...text)).toEqual(expected);
});

it('tells of a complete event that has no data, and of no other that is empty', () => {
  expect(parse(': ping\n\n\n\nevent: complete\n\n')).toEqual([['complete', '']]);
});

it('passes over a byte order mark', () => {
  expect(parse('\uFEFF', 'data: 1\n\n')).toEqual([['message', '1']]);
});

it('knows how much waits for its end', () => {
  const parser = new EventStreamParser(() => undefined);
  parser.push('data: 12345\ndata: 678');
  expect(parser.pendingLength).toBe(5 + 'data: 678'.length);
  parser.push('\n\n');
  expect(parser.pendingLength).toBe(0);
});
