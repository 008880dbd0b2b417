import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFederation, type TestFederation } from '../fixtures/start-federation.js';

let federation: TestFederation;

beforeAll(async () => {
  const items = [{ __typename: 'Book', id: '1', price: 2, caption: 'C' }];
  const found = (reference: object) => ({ ...items[0], ...reference });
  const stock = {
    name: 'stock',
    sdl: `
      type Query { books: [Book!]! media: [Media!]! }
      interface Media @key(fields: "id") { id: ID! caption: String }
      type Book implements Media @key(fields: "id") { id: ID! caption: String price(unit: String): Float }
      type Film implements Media @key(fields: "id") { id: ID! caption: String }
    `,
    resolvers: {
      Query: { books: () => items, media: () => items },
      Media: { __resolveReference: found },
      Book: { __resolveReference: found },
    },
  };
  const shop = {
    name: 'shop',
    sdl: `
      type Book @key(fields: "id") {
        id: ID! name: String caption: String @external price(unit: String): Float @external
        cost: String @requires(fields: "price(unit: \\"USD\\")")
        costInEur: String @requires(fields: "price(unit: \\"EUR\\")")
        label: String! @requires(fields: "caption")
      }
    `,
    resolvers: {
      Book: {
        __resolveReference: (book: object) => ({ ...book, name: 'B' }),
        cost: ({ price }: any) => `${price} USD`,
        costInEur: ({ price }: any) => `${price} EUR`,
        label: ({ caption }: any) => `${caption}?`,
      },
    },
  };
  const critics = {
    name: 'critics',
    sdl: `
      type Media @key(fields: "id") @interfaceObject {
        id: ID! remark: String caption: String @external digest: String @requires(fields: "caption")
      }
    `,
    resolvers: {
      Media: {
        __resolveReference: (media: object) => ({ ...media, remark: 'good' }),
        digest: ({ caption }: any) => `${caption}!`,
      },
    },
  };
  federation = await startFederation([stock, shop, critics]);
});

afterAll(async () => federation[Symbol.asyncDispose]());

describe('a requirement that is not there costs the fields that require it', () => {
  it.each([
    [true, { name: 'B' }],
    [false, { cost: '2 USD', name: 'B' }],
  ])('when a condition takes it away: %j', async (yes, book) => {
    const query = 'query($yes: Boolean!) { books { cost @skip(if: $yes) name } }';
    const { body } = await federation.ask(query, { yes });
    expect(body).toEqual({ data: { books: [book] } });
  });

  it('beside another requirement', async () => {
    const query = 'query($yes: Boolean!) { books { cost @skip(if: $yes) name label } }';
    const { body } = await federation.ask(query, { yes: true });
    expect(body).toEqual({ data: { books: [{ name: 'B', label: 'C?' }] } });
  });

  it('beside one field that is required with different arguments', async () => {
    const query = 'query($yes: Boolean!) { books { label @skip(if: $yes) cost costInEur } }';
    const { body } = await federation.ask(query, { yes: true });
    expect(body).toEqual({ data: { books: [{ cost: '2 USD', costInEur: '2 EUR' }] } });
  });

  it('when it is brought for one type alone', async () => {
    const { body } = await federation.ask('{ media { remark ... on Film { digest } } }');
    expect(body).toEqual({ data: { media: [{ remark: 'good' }] } });
  });

  it('when its subgraph fails', async () => {
    const { stock, shop } = federation.subgraphs;
    const books = '{"data":{"books":[{"__typename":"Book","id":"1"}]}}';
    stock?.answerWith((response) => response.writeHead(200).end(books));
    const { body } = await federation.ask('{ books { cost name } }');
    stock?.answerWith(undefined);
    expect(body.data).toEqual({ books: [{ cost: null, name: 'B' }] });
    expect(shop?.representations().at(-1)).toEqual({ __typename: 'Book', id: '1' });
  });
});

it('a field that is excluded in the document itself is asked of nobody', async () => {
  const { shop, stock } = federation.subgraphs;
  const count = shop?.requests.length;
  const { body } = await federation.ask(
    '{ books { name @skip(if: true) caption @include(if: true) } media @include(if: false) { id } }',
  );
  expect(body).toEqual({ data: { books: [{ caption: 'C' }] } });
  expect(stock?.requests.at(-1)?.query).toBe('{books{caption}}');
  expect(shop?.requests.length).toBe(count);
});

describe('an object whose every field a condition takes away', () => {
  it.each([
    ['query($no: Boolean!, $yes: Boolean!) { books @skip(if: $no) { name @skip(if: $yes) } }', { books: [{}] }],
    [
      'query($yes: Boolean!) { books { ... { name @skip(if: $yes) } ...F } } fragment F on Book { cost @skip(if: $yes) }',
      { books: [{}] },
    ],
    ['query($no: Boolean!) { books @include(if: $no) { name @include(if: $no) } }', {}],
  ])('is there all the same: %s', async (query, data) => {
    const { body } = await federation.ask(query, { no: false, yes: true });
    expect(body).toEqual({ data });
  });
});
