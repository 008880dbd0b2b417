import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { keysEverywhere } from './keys-everywhere.js';

it('tells the leaves that every subgraph which has a type has in some key of it', () => {
  const sdl = `
    type One @join__type(graph: A, key: "id") @join__type(graph: A, key: "sku place { code }") @join__type(graph: B, key: "id sku") { id: ID }
    type Unkeyed @join__type(graph: A, key: "id") @join__type(graph: B) { id: ID }
    interface Node @join__type(graph: A, key: "id") { id: ID }
    type Value { id: ID }`;
  expect(keysEverywhere(parse(sdl))).toEqual(
    new Map([
      ['One', new Set(['id', 'sku'])],
      ['Node', new Set(['id'])],
    ]),
  );
});
