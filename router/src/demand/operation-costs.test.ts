import { buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fragmentsOf } from '../planning/fragments-of.js';
import { evaluate } from './cost-expression.js';
import { OperationCosts } from './operation-costs.js';
import type { ListSize } from './read-weights.js';

const schema = buildSchema(`
  type Query {
    book(id: ID, filter: Filter): Book
    books(first: Int, last: Int = 4): [Book!]!
    assumed: [Book]
    page(page: Page): BookConnection
    any: Any
    dear: Int
    shelf: Shelf
    tags: [String]
    costly(way: Way): Int
  }
  type Mutation { add(input: Filter): Book }
  type Subscription { added: Book }
  type Book { id: ID title: String author: Author isbn: Isbn sequels: [Book] }
  type Author { name: String }
  type BookConnection { total: Int nodes: [Book] others: [Book] }
  type Shelf { name: String }
  union Any = Book | Author
  scalar Isbn
  enum Way { SLOW }
  input Filter { title: String and: [Filter!] limit: Int }
  input Page { size: Int }
`);

const listSize = (given: Partial<ListSize>): ListSize => ({
  assumedSize: undefined,
  slicingArguments: [],
  sizedFields: new Set(),
  requireOneSlicingArgument: true,
  ...given,
});

const weights = {
  costs: new Map([
    ['Query.dear', 20],
    ['Isbn', 3],
    ['Shelf', 7],
    ['Query.costly(way:)', 5],
    ['Filter.limit', 2],
  ]),
  listSizes: new Map([
    ['Query.books', listSize({ slicingArguments: [['first'], ['last']] })],
    ['Query.assumed', listSize({ assumedSize: 50 })],
    [
      'Query.page',
      listSize({ slicingArguments: [['page', 'size']], sizedFields: new Set(['nodes']), assumedSize: 30 }),
    ],
  ]),
};

function estimate(text: string, variables = {}, mode: 'measure' | 'enforce' = 'measure'): number {
  const document = parse(text);
  const operation = getOperationAST(document);
  const costs = new OperationCosts({ schema, weights, demand: { defaultListSize: 10, mode } });
  return operation ? evaluate(costs.costOf(operation, fragmentsOf(document)).estimate, variables) : Number.NaN;
}

describe('the estimate', () => {
  it.each<[string, number]>([
    ['{ book { id title author { name } } }', 2],
    ['{ __typename __schema { types { name } } }', 0],
    ['{ tags }', 0],
    ['{ dear shelf { name } book { isbn } }', 20 + 7 + 1 + 3],
    ['{ book { sequels { sequels { id } } } }', 1 + 10 * (1 + 10)],
    ['{ assumed { author { name } } }', 50 * 2],
    ['{ books(first: 3) { author { name } } }', 4 * 2],
    ['{ books(first: 30) { id } }', 30],
    ['{ books { id } }', 4],
    ['{ page(page: { size: 5 }) { total nodes { id } others { id } } }', 1 + 5 + 10 + 1],
    ['{ page { nodes { id } } }', 1 + 30],
    ['{ page(page: { size: 5 }) { ...F } } fragment F on BookConnection { nodes { id } }', 1 + 5 + 1],
    ['{ any { ... on Book { author { name } } ... on Author { name } } }', 2],
    ['{ book(filter: { title: "a", and: [{ limit: 1 }, {}] }) { id } }', 1 + (1 + (1 + 2) + 1)],
    ['{ costly(way: SLOW) }', 5],
    ['{ costly }', 0],
    ['{ a: book { id } b: book { id } }', 2],
    ['mutation { add { id } }', 11],
    ['subscription { added { id } }', 1],
    ['{ book @skip(if: true) { id } shelf { name } }', 7],
  ])('of %s is %i', (text, cost) => {
    expect(estimate(text)).toBe(cost);
  });

  it('goes by the variables', () => {
    const text =
      'query($n: Int, $f: Filter, $with: Boolean!) { books(first: $n) { author @include(if: $with) { name } } book(filter: $f) { id } }';
    expect(estimate(text, { n: 7, with: false })).toBe(7 + 1);
    expect(estimate(text, { n: 7, with: true, f: { limit: 1 } })).toBe(14 + 1 + 1 + 2);
    expect(estimate(text, { with: false })).toBe(4 + 1);
  });

  it('wants the one slicing argument that is required, when it is enforced', () => {
    expect(() => estimate('{ books(first: 1, last: 2) { id } }', {}, 'enforce')).toThrow(
      'Query.books takes exactly one of "first", "last", got 2',
    );
    expect(estimate('{ books { id } }', {}, 'enforce')).toBe(4);
    expect(estimate('{ books(first: null, last: 2) { id } }', {}, 'enforce')).toBe(2);
  });
});

describe('the cost of an answer', () => {
  it('is that of the objects and lists it has', () => {
    const document = parse(`{
      books(first: 30) { t: title author { name } isbn }
      any { ... on Book { author { name } } ... on Author { name } }
      shelf { name }
      costly(way: SLOW)
    }`);
    const operation = getOperationAST(document);
    const costs = new OperationCosts({ schema, weights, demand: { defaultListSize: 10, mode: 'measure' } });
    const data = {
      books: [
        { t: 'a', author: { name: 'b' }, isbn: '1' },
        { t: 'a', author: null, isbn: null },
      ],
      any: { name: 'c' },
      shelf: null,
      costly: 1,
    };
    const answer = operation && costs.costOf(operation, fragmentsOf(document)).answer;
    expect(answer?.of(data, {})).toBe(2 + 1 + 3 + 1 + 5);
  });
});
