import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { SupergraphTypes } from '../supergraph/supergraph-types.js';
import { objectAbove, pathTo, positionsAt, rootPosition } from './position.js';

const types = new SupergraphTypes(
  buildSchema(
    'interface M { a: Int } type A implements M { a: Int } type B implements M { a: Int } type Query { m: M }',
  ),
);

const DATA = {
  grid: [
    [{ __typename: 'A', n: 1 }, null],
    null,
    [],
    [
      { __typename: 'B', n: 2 },
      { __typename: 'M', n: 3 },
    ],
  ],
  nothing: null,
};

const at = (...path: (string | { key: string; onlyTypes: ReadonlySet<string> })[]) =>
  positionsAt(
    [rootPosition(DATA)],
    path.map((element) => (typeof element === 'string' ? { key: element } : element)),
    types,
  );

describe('positionsAt', () => {
  it('goes through lists of lists and stops at nulls', () => {
    expect(at('grid', '@', '@').map(pathTo)).toEqual([
      ['grid', 0, 0],
      ['grid', 3, 0],
      ['grid', 3, 1],
    ]);
    expect(at('nothing', 'more')).toEqual([]);
    expect(at('constructor')).toEqual([]);
  });

  it('takes objects of the given types, and those whose type is not known', () => {
    const found = at('grid', '@', { key: '@', onlyTypes: new Set(['B']) });
    expect(found.map(({ value }: any) => value.n)).toEqual([2, 3]);
  });
});

it('objectAbove counts fields, not list items', () => {
  const [position] = at('grid', '@', '@', 'n');
  expect(objectAbove(position!, 1)).toBe(DATA.grid[0]?.[0]);
  expect(objectAbove(position!, 2)).toBe(DATA);
  expect(objectAbove(position!, 3)).toBeUndefined();
});
