import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { plainData } from '../../../tests/fixtures/read-data.js';
import { Place } from '../program/place.js';
import { LeafReader } from './leaf-reader.js';
import { compileReading } from './object-reading.js';
import { readResponse } from './read-response.js';

const SELECTION = '{ user { __typename id name tags friend { id } ... on Admin { rank } friends { id name } } count }';

/** What is read of an answer by the selection above, as plain data. */
function read(text: string | Buffer, renames = new Map<string, string>()): any {
  const place = new Place();
  const [operation] = parse(SELECTION).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const reading = compileReading([operation.selectionSet], place, renames);
  const { data, errors } = readResponse(Buffer.from(text as string), reading, 'not GraphQL');
  return { data: data && plainData(data, place), errors };
}

const USER = { __typename: 'Admin', id: '1', name: 'A "quoted" \u00e9', tags: ['x', null], friend: null, rank: 0 };

describe('an answer is read', () => {
  it.each([
    ['in the order of the operation', JSON.stringify({ data: { user: USER, count: 1 } })],
    ['in any order', JSON.stringify({ data: { count: 1, user: Object.fromEntries(Object.entries(USER).reverse()) } })],
    ['with whitespace anywhere', JSON.stringify({ data: { user: USER, count: 1 } }, null, '\t')],
    ['with more than was asked for', JSON.stringify({ x: [{}], data: { y: { z: [] }, user: USER, count: 1, b: '}' } })],
    ['with escaped keys', JSON.stringify({ data: { user: USER, count: 1 } }).replace('"name"', '"n\\u0061me"')],
    ['with keys that come twice', JSON.stringify({ data: { user: USER, count: 1 } }).replace('"id"', '"id":"0","id"')],
    [
      'with keys of every object',
      `{"data":{"__proto__":{"count":7},"user":${JSON.stringify(USER)},"count":1,"constructor":2}}`,
    ],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual({ data: { user: USER, count: 1 }, errors: [] });
  });

  it('with lists of lists, and objects where leaves were thought', () => {
    const friends = [[{ id: '1', name: { deep: [1] } }, null], []];
    expect(read(JSON.stringify({ data: { user: { friends }, count: null } })).data).toEqual({
      user: { friends },
      count: null,
    });
  });

  it('with leaves where objects were thought', () => {
    expect(read('{"data":{"user":"none","count":-0.0}}').data).toEqual({ user: 'none', count: -0 });
  });

  it('with what is not UTF-8 replaced, as any reader of text would', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"data":{"user":{"name":"a'),
      Buffer.from([0xe9, 0x62]),
      Buffer.from('"}}}'),
    ]);
    expect(read(bytes).data).toEqual({ user: { name: 'a\ufffdb' } });
  });

  it('with a byte order mark before it', () => {
    expect(read('\ufeff{"data":{"count":1}}').data).toEqual({ count: 1 });
  });

  it('with the planner’s aliases renamed', () => {
    const renames = new Map([['user/friends/name', 'title']]);
    const friends = [{ id: '1', name: 'x' }];
    expect(read(JSON.stringify({ data: { user: { friends } } }), renames).data).toEqual({
      user: { friends: [{ id: '1', title: 'x' }] },
    });
  });

  it.each([
    ['{"data":null,"errors":[{"message":"m"}]}', null],
    ['{"errors":[{"message":"m","path":["user",0],"extensions":{"code":"C"},"locations":[]}]}', undefined],
  ])('when it has errors: %s', (text, data) => {
    const answer = read(text);
    expect(answer.data).toBe(data);
    expect(answer.errors).toEqual([expect.objectContaining({ message: 'm' })]);
  });
});

it.each([
  ...[
    '',
    '[]',
    'null',
    '"data"',
    '{}',
    '{"data":1}',
    '{"data":[]}',
    '{"data":{}}}',
    '{"data":{},}',
    '{"data":{"a" 1}}',
  ],
  ...['{"errors":[]}', '{"errors":{}}', '{"errors":["m"]}', '{"data":{"user":{"id":"1" "name":"x"}}}'],
  ...['{"data":{"user":{"id":"1",}}}', '{"data":{"user":{"friends":[{},]}}}', '{"data":{"count":01}}'],
])('takes nothing from %j', (text) => {
  expect(() => read(text)).toThrow('not GraphQL');
});

it('readLeafList takes the items of a list as they stand', () => {
  const { items } = new LeafReader('[ 1.0 ,null, [2 ], "a\\u0062" ,true]').readLeafList();
  expect(items).toEqual(['1.0', null, '[2 ]', '"a\\u0062"', 'true']);
});
