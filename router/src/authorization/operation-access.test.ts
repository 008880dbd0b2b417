import { buildSchema, isInterfaceType, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fragmentsOf } from '../planning/fragments-of.js';
import { AccessControl } from './access-control.js';
import type { Requirement } from './requirement.js';
import { withoutCopies } from './without-copies.js';

const schema = buildSchema(`
  type Query { node: Node strict: Strict any: Any a: A item: Item stamp: Stamp }
  interface Node { id: ID! }
  interface Strict { id: ID! }
  type A implements Node & Strict { id: ID! own: Int }
  type B implements Node & Strict { id: ID! }
  union Any = A | B | Item
  type Item { size: Int next: Item }
  scalar Stamp
`);

const SIGNED_IN: Requirement = { kind: 'authenticated' };
const scopes = (...anyOf: string[][]): Requirement => ({ kind: 'scopes', anyOf });

function implementationsOf(typeName: string): string[] | undefined {
  const type = schema.getType(typeName);
  return isInterfaceType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : undefined;
}

/** The coordinates of what is guarded, in the operation's order. */
function guardedIn(query: string, written: Record<string, Requirement[]>): string[] {
  const document = parse(query);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const control = new AccessControl(schema, withoutCopies(new Map(Object.entries(written)), implementationsOf));
  return control.of(operation!, fragmentsOf(document)).guarded.map(({ coordinate }) => coordinate);
}

describe('what guards a field', () => {
  it.each<[string, Record<string, Requirement[]>, string, string[]]>([
    [
      'its own requirement',
      { 'Item.size': [SIGNED_IN] },
      '{ item { size next { size } } }',
      ['Item.size', 'Item.size'],
    ],
    ['that of the type it is of', { Item: [SIGNED_IN] }, '{ any { ... on Item { size } } }', ['Item.size']],
    [
      'that of the object it returns',
      { Item: [SIGNED_IN] },
      '{ item { __typename } a { id } }',
      ['Query.item', 'Item.__typename'],
    ],
    ['that of the scalar it returns', { Stamp: [SIGNED_IN] }, '{ stamp }', ['Query.stamp']],
    ['that of the root type', { Query: [SIGNED_IN] }, '{ a { id } }', ['Query.a']],
    [
      'that of one implementation, through the interface',
      { 'B.id': [SIGNED_IN] },
      '{ node { id } a { id } }',
      ['Node.id'],
    ],
    [
      'nothing in a fragment on the other one',
      { B: [SIGNED_IN], Node: [SIGNED_IN] },
      '{ node { ... on A { id } } }',
      [],
    ],
    [
      'nothing for the bare name of the type',
      { B: [SIGNED_IN], Node: [SIGNED_IN] },
      '{ node { __typename } any { __typename } }',
      [],
    ],
    [
      "the interface field's own, of which implementations know nothing",
      { 'Node.id': [SIGNED_IN] },
      '{ node { id } a { id } }',
      ['Node.id'],
    ],
    ['nothing in introspection', { Query: [SIGNED_IN] }, '{ __schema { queryType { name } } }', []],
  ])('is %s', (_, written, query, expected) => {
    expect(guardedIn(query, written)).toEqual(expected);
  });

  it('is that of the interface itself, where no implementation has it', () => {
    const written = { Strict: [SIGNED_IN], A: [scopes(['x'])] };
    expect(guardedIn('{ strict { ... on A { own } ... on B { id } } }', written)).toEqual(['Query.strict', 'A.own']);
  });

  it('tells what composition copied to an interface from what is its own, alternatives and all', () => {
    const of = { A: [scopes(['x'], ['z'])], B: [scopes(['y'], ['z'])] };
    const query = '{ strict { ... on A { own } } }';
    expect(guardedIn(query, { ...of, Strict: [scopes(['x', 'y'], ['z'])] })).toEqual(['A.own']);
    expect(guardedIn(query, { ...of, Strict: [scopes(['admin'])] })).toEqual(['Query.strict', 'A.own']);
  });

  it('covers the field that returns an interface when something is selected on it, in whatever fragment', () => {
    const written = { B: [SIGNED_IN] };
    for (const query of [
      '{ node { id } }',
      '{ node { ... { id } } }',
      '{ node { ... on Node { id } } }',
      '{ node { ...F } } fragment F on Node { id }',
    ]) {
      expect(guardedIn(query, written)).toEqual(['Query.node', 'Node.id']);
    }
  });
});

it('minds only the types that the schema shows: what a contract hides closes nothing', () => {
  const document = parse('{ node { id } }');
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('It is one');
  const shown = buildSchema('type Query { node: Node } interface Node { id: ID! } type A implements Node { id: ID! }');
  const all = new Map([
    ['B', [SIGNED_IN]],
    ['Node', [SIGNED_IN]],
  ]);
  const access = new AccessControl(shown, withoutCopies(all, implementationsOf)).of(operation, new Map());
  expect(access.guarded).toEqual([]);
});

it('decides once for all who have the same', () => {
  const document = parse('{ item { size } stamp }');
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('It is one');
  const written = new Map([
    ['Item.size', [scopes(['a'])]],
    ['Stamp', [SIGNED_IN]],
    ['Query.stamp', [SIGNED_IN]],
  ]);
  const access = new AccessControl(schema, written).of(operation, new Map());
  expect(access.requirements).toEqual([scopes(['a']), SIGNED_IN]);
  const guest = access.denied(() => false);
  expect([...(guest?.nodes ?? [])].map(({ name }) => name.value)).toEqual(['size', 'stamp']);
  expect(access.denied(() => false)).toBe(guest);
  expect(access.denied(({ kind }) => kind === 'authenticated')?.nodes.size).toBe(1);
  expect(access.denied(() => true)).toBeUndefined();
});
