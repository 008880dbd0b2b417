import { type FieldNode, parse, visit } from 'graphql';
import { expect, it } from 'vitest';
import { ClientNames } from './client-names.js';
import { contestedNames } from './contested-names.js';

const names = new ClientNames(new Set(['__typename', 'id', 'price']));

function internal(selection: string): string {
  const [operation] = parse(`{ ${selection} }`).definitions;
  return names.internal((operation as any).selectionSet.selections[0] as FieldNode);
}

it.each([
  ['id', 'id'],
  ['id: id', 'id'],
  ['other: name', 'other'],
  ['price(in: "EUR")', 'client__price'],
  ['name(in: "EUR")', 'name'],
  ['id: name', 'client__id'],
  ['client__id: name', 'client__client__id'],
  ['client__own', 'client__client__own'],
  ['client_1__own', 'client__client_1__own'],
  ['__proto__: name', 'client____proto__'],
])('%s is %s inside, and comes back', (selection, expected) => {
  expect(internal(selection)).toBe(expected);
  expect(names.client(expected)).toBe(selection.split(/[:(]/)[0]);
});

it.each([
  ['representations', 'client__representations'],
  ['contextualArgument_1_0', 'client__contextualArgument_1_0'],
  ['representation', 'representation'],
  ['client__x', 'client__client__x'],
  ['client_2__x', 'client__client_2__x'],
])('the variable %s is %s inside, and comes back', (variable, expected) => {
  expect(names.internalVariable(variable)).toBe(expected);
  expect(names.client(expected)).toBe(variable);
});

it('tells what is selected for several types of object under one name apart', () => {
  const document = parse(`{
    things { ... on A { x price: cost(in: "EUR") y } ... on B { x: y ...F } }
    other { x: z y(a: 1) }
  } fragment F on B { price: cost(in: "USD") }`);
  const inDocument = names.ofDocument({ contested: contestedNames(document) });
  const internals: string[] = [];
  visit(document, { Field: { enter: (field) => void internals.push(inDocument.internal(field)) } });
  expect(internals).toEqual([
    ...['things', 'x', 'client__price', 'y', 'client_1__x'],
    ...['other', 'client_2__x', 'y', 'client_1__price'],
  ]);
  expect(internals.map((name) => inDocument.client(name))).toEqual([
    ...['things', 'x', 'price', 'y', 'x'],
    ...['other', 'x', 'y', 'price'],
  ]);
});
