import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { SupergraphTypes } from '../supergraph/supergraph-types.js';
import { rewriteData } from './rewrite-data.js';

const types = new SupergraphTypes(
  buildSchema(
    'interface M { a: Int } type A implements M { a: Int } type B implements M { a: Int } type Query { m: M }',
  ),
);

const rename = (...path: string[]) => [{ kind: 'KeyRenamer', path, renameKeyTo: 'a' } as const];

it.each([0, '', false, null])('moves %j from the alias to its name', (value) => {
  const data = { list: [[{ a__alias_0: value, b: 1 }]] };
  rewriteData(data, rename('list', 'a__alias_0'), types);
  expect(data).toEqual({ list: [[{ a: value, b: 1 }]] });
});

it('leaves objects alone that have no such alias, or are of another type', () => {
  const data = [
    { __typename: 'A', a: 1 },
    { __typename: 'B', a__alias_0: 2 },
  ];
  rewriteData(data, rename('... on A', 'a__alias_0'), types);
  expect(data).toEqual([
    { __typename: 'A', a: 1 },
    { __typename: 'B', a__alias_0: 2 },
  ]);
});

it('takes the given type for an object that does not tell its own', () => {
  const [one, other] = [{ a__alias_0: 1 }, { a__alias_0: 1 }];
  rewriteData(one, rename('... on M', 'a__alias_0'), types, 'A');
  rewriteData(other, rename('... on B', 'a__alias_0'), types, 'A');
  expect([one, other]).toEqual([{ a: 1 }, { a__alias_0: 1 }]);
});

it('sets a value where the type matches', () => {
  const data = { __typename: 'A', id: 1 };
  rewriteData(data, [{ kind: 'ValueSetter', path: ['... on A', '__typename'], setValueTo: 'M' }], types);
  expect(data).toEqual({ __typename: 'M', id: 1 });
});
