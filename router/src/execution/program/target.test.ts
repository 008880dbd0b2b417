import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { plainData, readData } from '../../../tests/fixtures/read-data.js';
import { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import { Place } from './place.js';
import { Target } from './target.js';

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

function find(...path: (string | { key: string; onlyTypes: ReadonlySet<string> })[]) {
  const place = new Place();
  const elements = path.map((element) => (typeof element === 'string' ? { key: element } : element));
  const target = Target.root(place, types).below(elements);
  const root = readData(DATA, place);
  const paths: unknown[] = [];
  target.visit(root, (_, way) => paths.push(way.path));
  return { root, target, paths, found: target.objects(root, 1).map((object) => plainData(object, target.place)) };
}

describe('what a path leads to', () => {
  it('lies in lists of lists, and not behind nulls', () => {
    expect(find('grid', '@', '@').paths).toEqual([
      ['grid', 0, 0],
      ['grid', 3, 0],
      ['grid', 3, 1],
    ]);
    expect(find('nothing', 'more').paths).toEqual([]);
    expect(find('constructor').paths).toEqual([]);
  });

  it('is an object of the given types, or one whose type is not known', () => {
    const { found, target } = find('grid', '@', { key: '@', onlyTypes: new Set(['B']) });
    expect(found).toEqual([
      { __typename: 'B', n: 2 },
      { __typename: 'M', n: 3 },
    ]);
    expect(target.isConditional).toBe(true);
  });

  it('is found once, at however many places it stands', () => {
    const { root, target } = find('grid', '@', '@');
    const [list] = root.values;
    if (list && typeof list === 'object' && 'items' in list) list.items[1] = list.items[0];
    expect(target.objects(root, 2)).toHaveLength(3);
    expect(target.objects(root, 3)).toHaveLength(3);
    const paths: unknown[] = [];
    target.visit(root, (_, { path }) => paths.push(path));
    expect(paths).toHaveLength(4);
  });
});

it('knows the objects above, lists not counted', () => {
  const { root, target } = find('grid', '@', '@');
  target.visit(root, (_, { above }) => expect(above).toEqual([root]));
  expect(target.placesAbove).toHaveLength(1);
});
