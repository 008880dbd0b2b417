import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { usedCoordinates } from './used-coordinates.js';

const schema = buildSchema(`
  type Query { product(id: ID!, region: Region): Product products(filter: Filter, first: Int): [Product!] node: Node }
  interface Node { id: ID }
  type Product implements Node { id: ID name: String status: Status price(currency: String): Int }
  type Shop implements Node { id: ID city: String }
  enum Status { LIVE GONE }
  enum Region { EU US }
  enum Sort { NEW OLD }
  input Filter { text: String sort: Sort inner: Range }
  input Range { from: Int to: Int }
`);

const used = (text: string) => usedCoordinates(schema, parse(text));

it('names fields, the arguments that are given, and the types they are of', () => {
  expect(used('{ product(id: 1) { title: name price(currency: "EUR") } }')).toEqual(
    [
      'Product',
      'Product.name',
      'Product.price',
      'Product.price.currency',
      'Query',
      'Query.product',
      'Query.product.id',
      ...['Int', 'String'],
    ].sort(),
  );
});

it('tells enum values and input fields that stand in the document from those that may come', () => {
  expect(used('{ product(id: 1, region: EU) { status } products(filter: { sort: NEW }) { id } }')).toEqual(
    expect.arrayContaining(['Region', 'Region.EU', 'Status', 'Status.*', 'Filter', 'Filter.sort', 'Sort.NEW']),
  );
  const bySort = used('{ products(filter: { sort: NEW }) { id } }');
  expect(bySort).not.toContain('Sort.*');
  expect(bySort).not.toContain('Filter.*');
  expect(used('query ($filter: Filter) { products(filter: $filter) { id } }')).toEqual(
    expect.arrayContaining(['Filter.*', 'Sort.*', 'Range.*']),
  );
});

it('counts a field to the type it is selected on, and fragments to theirs', () => {
  const coordinates = used('{ node { id ...city __typename } } fragment city on Shop { city }');
  expect(coordinates).toEqual(expect.arrayContaining(['Node', 'Node.id', 'Shop', 'Shop.city', 'Query.node']));
  expect(coordinates).not.toContain('Shop.id');
  expect(coordinates.join()).not.toContain('__typename');
});
