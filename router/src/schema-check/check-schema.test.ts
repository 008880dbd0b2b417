import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { signOperation } from '../usage/sign-operation.js';
import { usedCoordinates } from '../usage/used-coordinates.js';
import { checkSchema, isBroken } from './check-schema.js';
import { checkText } from './check-text.js';
import type { UsedOperation } from './read-usage.js';

const SDL = `
  type Query { product(id: ID!): Product search(filter: Filter): [Hit!] }
  type Product { id: ID! name: String! price(currency: String): Int status: Status }
  type Shop { id: ID! }
  union Hit = Product | Shop
  enum Status { LIVE GONE }
  input Filter { text: String brand: String }
`;
const current = buildSchema(SDL);

function anOperation(text: string): UsedOperation {
  const document = parse(text);
  const [definition] = document.definitions;
  if (definition?.kind !== 'OperationDefinition') throw new Error('no operation');
  const { document: own, ...signed } = signOperation(document, definition);
  const clients = [{ client: 'ios', version: '2.1', count: 41, lastSeen: new Date('2026-01-02T03:04:05Z') }];
  const coordinates = usedCoordinates(current, own);
  return { kind: 'operation', type: 'query', name: definition.name?.value ?? '', ...signed, coordinates, clients };
}

const check = (from: string, to: string, ...operations: string[]) =>
  checkSchema(current, buildSchema(SDL.replace(from, to)), operations.map(anOperation));

describe('checkSchema', () => {
  it('names the operations that select a field which is removed', async () => {
    const result = await check(
      'name: String! ',
      '',
      'query A { product(id: 1) { name } }',
      'query B { product(id: 1) { id } }',
    );
    expect(result.breaking).toMatchObject([{ coordinate: 'Product.name', operations: [{ name: 'A' }] }]);
    expect(result.invalid).toMatchObject([{ operation: { name: 'A' }, errors: [expect.stringContaining('"name"')] }]);
    expect(isBroken(result)).toBe(true);
  });

  it('lets pass what breaks nobody', async () => {
    const result = await check('name: String! ', '', 'query B { product(id: 1) { id } }');
    expect(result).toMatchObject({ breaking: [], invalid: [], unused: [{ coordinate: 'Product.name' }] });
    expect(isBroken(result)).toBe(false);
  });

  it.each([
    [
      'a null where there was none',
      'name: String!',
      'name: String',
      'query A { product(id: 1) { name } }',
      'Product.name',
    ],
    [
      'an argument that must be given',
      'price(',
      'price(vat: Boolean! ',
      'query A { product(id: 1) { price } }',
      'Product.price.vat',
    ],
    [
      'an argument that is given',
      '(currency: String)',
      '',
      'query A { product(id: 1) { price(currency: "") } }',
      'Product.price.currency',
    ],
    ['a value that may be answered', 'LIVE GONE', 'LIVE', 'query A { product(id: 1) { status } }', 'Status.GONE'],
    [
      'an input field that may be sent',
      'brand: String',
      '',
      'query A($f: Filter) { search(filter: $f) { __typename } }',
      'Filter.brand',
    ],
    [
      'an input field that must be sent',
      'brand:',
      'kind: Int! brand:',
      'query A { search(filter: { text: "" }) { __typename } }',
      'Filter.kind',
    ],
    ['a member of a union', '| Shop', '', 'query A { search { ... on Shop { id } } }', 'Hit'],
  ])('finds the use of %s', async (_what, from, to, operation, coordinate) => {
    const result = await check(from, to, operation);
    expect(result.breaking).toMatchObject([{ coordinate, operations: [{ name: 'A' }] }]);
  });

  it.each([
    ['an argument that is not given', '(currency: String)', '', 'query A { product(id: 1) { price } }'],
    ['an input field that is not sent', 'brand: String', '', 'query A { search(filter: { text: "" }) { __typename } }'],
    ['a value of an enum that is not selected', 'LIVE GONE', 'LIVE', 'query A { product(id: 1) { id } }'],
  ])('does not mind %s', async (_what, from, to, operation) => {
    const result = await check(from, to, operation);
    expect(result.breaking).toEqual([]);
    expect(result.unused).toHaveLength(1);
  });

  it('tells people how much is broken, by whom and since when', async () => {
    const text = checkText(await check('name: String! ', '', 'query A { product(id: 1) { name } }'));
    expect(text).toContain("Product.name: Field 'name' was removed from object type 'Product'");
    expect(text).toMatch(/query A [\da-f]{12}: 41 requests, last 2026-01-02T03:04:05.000Z, by ios 2.1/);
  });
});
