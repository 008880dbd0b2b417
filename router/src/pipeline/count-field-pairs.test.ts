import { Kind, parse } from 'graphql';
import { expect, it } from 'vitest';
import { fragmentsOf } from '../planning/fragments-of.js';
import { countFieldPairs } from './count-field-pairs.js';

it.each([
  ['{ a b }', 0],
  ['{ a a a a }', 6],
  ['{ a x: a x: b }', 1],
  ['{ a { b } a { c } }', 1],
  ['{ a { b } a { b } }', 2],
  ['{ a { b } c { b } }', 0],
  ['{ a { b { c } } ... on Query { a { b { c c } } } }', 5],
  ['{ a ...F ...F ... { ...F } } fragment F on Query { a }', 1],
  ['{ ...F ...G } fragment F on Query { a { b ...H } } fragment G on Query { a { ...H } } fragment H on A { b }', 2],
  ['{ ...None a }', 0],
])('of %s there are %d pairs', (text, pairs) => {
  const document = parse(text);
  const [operation] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The document has no operation');
  expect(countFieldPairs(operation.selectionSet, fragmentsOf(document))).toBe(pairs);
});
