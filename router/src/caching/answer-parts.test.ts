import { expect, it } from 'vitest';
import { answerParts } from './answer-parts.js';

it('cuts an answer into its data and the items of its lists, as they stand there', () => {
  const text = ' {"data" : {"_0": [{"a":[1, 2],"b":"]\\"}"}, null ,"x"], "_1":[],"c":{"d":[3]}, "e":null} , "x":1}\n';
  expect(answerParts(text)).toEqual({
    data: '{"_0": [{"a":[1, 2],"b":"]\\"}"}, null ,"x"], "_1":[],"c":{"d":[3]}, "e":null}',
    lists: new Map([
      ['_0', ['{"a":[1, 2],"b":"]\\"}"}', null, '"x"']],
      ['_1', []],
    ]),
    rootTags: [],
    entityTags: [],
  });
});

it('finds the tags that a subgraph gives', () => {
  const extensions = { apolloCacheTags: ['a'], apolloEntityCacheTags: [['b', 'c'], []], other: 1 };
  expect(answerParts(JSON.stringify({ data: {}, errors: null, extensions }))).toMatchObject({
    rootTags: ['a'],
    entityTags: [['b', 'c'], []],
  });
});

it.each([
  '{"data":{},"errors":[]}',
  '{"errors":[{"message":"m"}],"data":{}}',
  '{"data":null}',
  '{"data":[]}',
  '{}',
  '[]',
  '{"data":{}',
  '{"data":{}}}',
  '{"data":{"a":[1 2]}}',
  '{"data":{},"extensions":{"apolloCacheTags":[1]}}',
  '{"data":{},"extensions":{"apolloEntityCacheTags":["a"]}}',
])('has nothing to keep of %s', (text) => {
  expect(answerParts(text)).toBeUndefined();
});
