import { expect, it } from 'vitest';
import { readSubgraphMessage } from './read-subgraph-message.js';

it.each([
  ['as graphql-ws writes it', '{"id":"1","type":"next","payload":{"data":{"n":12345678901234567890}}}'],
  ['with the payload first', '{"payload":{"data":{"n":1}},"id":"1","type":"next"}'],
  ['with more behind the payload', '{"id":"1","type":"next","payload":{"data":{"n":1}},"more":[]}'],
  ['with spaces', '{"id":"1","type":"next","payload": {"data":{"n":1}} }'],
])('reads an event %s', (_, text) => {
  const message = readSubgraphMessage(text);
  expect(message).toMatchObject({ type: 'next', id: '1' });
  expect(JSON.parse((message as { payload: string }).payload)).toEqual({ data: { n: expect.any(Number) } });
});

it('keeps the digits of a number that no number type holds', () => {
  expect(readSubgraphMessage('{"id":"1","type":"next","payload":{"data":{"n":12345678901234567890}}}')).toEqual({
    type: 'next',
    id: '1',
    payload: '{"data":{"n":12345678901234567890}}',
  });
});

it('makes an execution result of a list of errors', () => {
  expect(readSubgraphMessage('{"type":"error","id":"1","payload":[{"message":"No"}]}')).toEqual({
    type: 'error',
    id: '1',
    payload: '{"errors":[{"message":"No"}]}',
  });
});

it.each([
  '',
  'null',
  '[]',
  '{"id":"1","type":"next"',
  '{"id":"1","type":"next","payload":{}',
  '{"id":"1","type":"next"}',
  '{"id":1,"type":"complete"}',
  '{"id":"1","type":"error","payload":{}}',
  '{"type":"start"}',
])('knows no message in %s', (text) => {
  expect(readSubgraphMessage(text)).toBeUndefined();
});
