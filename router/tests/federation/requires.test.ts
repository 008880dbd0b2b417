import { describe, it } from 'vitest';
import { answers, byId } from '../fixtures/answers.js';

describe('@requires', () => {
  const stock = {
    name: 'stock',
    sdl: `
      type Query { items: [Item!]! }
      type Item @key(fields: "id") { id: ID! net(currency: String): Int! size: Size! parts: [Part] }
      type Size { height: Int! width: Int! unit: String! }
      interface Part { id: ID! }
      type Wheel implements Part { id: ID! spokes: Int! }
      type Seat implements Part { id: ID! colour: String! }
    `,
    resolvers: {
      Query: { items: () => [{ id: '1' }, { id: '2' }] },
      Item: {
        __resolveReference: (item: unknown) => item,
        net: ({ id }: any, { currency }: any) =>
          Number(id) * (currency === 'EUR' ? 200 : currency === 'JPY' ? 300 : 100),
        size: ({ id }: any) => ({ height: Number(id), width: 0, unit: 'm' }),
        parts: () => [
          { __typename: 'Wheel', id: 'w', spokes: 3 },
          null,
          { __typename: 'Seat', id: 's', colour: 'red' },
        ],
      },
    },
  };
  const tax = {
    name: 'tax',
    sdl: `
      type Item @key(fields: "id") {
        id: ID! net(currency: String): Int! @external
        tax: Int! @requires(fields: "net")
        taxInEur: Int! @requires(fields: "net(currency: \\"EUR\\")")
        taxInJpy: Int! @requires(fields: "net(currency: \\"JPY\\")")
      }
    `,
    resolvers: {
      Item: {
        tax: ({ net }: any) => net / 10,
        taxInEur: ({ net }: any) => net / 10,
        taxInJpy: ({ net }: any) => net / 10,
      },
    },
  };
  const total = {
    name: 'total',
    sdl: `
      type Item @key(fields: "id") {
        id: ID! net(currency: String): Int! @external tax: Int! @external
        size: Size! @external
        parts: [Part] @external
        gross: Int! @requires(fields: "net tax")
        area: String! @requires(fields: "size { height width }")
        partSummary: String! @requires(fields: "parts { id ... on Wheel { spokes } ... on Seat { colour } }")
      }
      type Size @shareable { height: Int! @external width: Int! @external }
      interface Part { id: ID! }
      type Wheel implements Part { id: ID! @external spokes: Int! @external }
      type Seat implements Part { id: ID! @external colour: String! @external }
    `,
    resolvers: {
      Item: {
        gross: ({ net, tax: t }: any) => net + t,
        area: ({ size }: any) => `${size.height}x${size.width}`,
        partSummary: ({ parts }: any) =>
          parts.map((part: any) => part && `${part.__typename}:${part.spokes ?? part.colour}`).join(','),
      },
    },
  };
  const subgraphs = [stock, tax, total];

  it('brings what a requirement itself requires', async () => {
    await answers({ subgraphs, query: '{ items { gross } }', data: { items: [{ gross: 110 }, { gross: 220 }] } });
  });

  it('brings nested objects, whatever the client selects of them', async () => {
    const query = '{ items { area size { unit } } }';
    await answers({
      subgraphs,
      query,
      data: {
        items: [
          { area: '1x0', size: { unit: 'm' } },
          { area: '2x0', size: { unit: 'm' } },
        ],
      },
    });
  });

  it('brings lists of an abstract type with what each member has', async () => {
    const item = { partSummary: 'Wheel:3,,Seat:red' };
    await answers({ subgraphs, query: '{ items { partSummary } }', data: { items: [item, item] } });
  });

  it('keeps the arguments of a requirement apart from those of the client', async () => {
    await answers({
      subgraphs,
      query: '{ items { net(currency: "JPY") taxInEur } }',
      data: {
        items: [
          { net: 300, taxInEur: 20 },
          { net: 600, taxInEur: 40 },
        ],
      },
    });
  });

  it('keeps the arguments of two requirements apart', async () => {
    await answers({
      subgraphs,
      query: '{ items { taxInJpy net taxInEur tax } }',
      data: {
        items: [
          { taxInJpy: 30, net: 100, taxInEur: 20, tax: 10 },
          { taxInJpy: 60, net: 200, taxInEur: 40, tax: 20 },
        ],
      },
    });
  });

  it('tells no error of what a condition further up took away', async () => {
    const stock = {
      name: 'stock',
      sdl: 'type Book @key(fields: "id") { id: ID! price: Float }',
      resolvers: { Book: { __resolveReference: byId({ id: '1', price: 2 }) } },
    };
    const shop = {
      name: 'shop',
      sdl: `
        type Query { books: [Book!]! }
        type Book @key(fields: "id") { id: ID! price: Float @external cost: String @requires(fields: "price") }
      `,
      resolvers: {
        Query: { books: () => [{ id: '1' }] },
        Book: {
          __resolveReference: (book: object) => book,
          cost: () => {
            throw new Error('out of order');
          },
        },
      },
    };
    await answers({
      subgraphs: [stock, shop],
      query: 'query($no: Boolean!) { books @include(if: $no) { other: cost } books { cost } }',
      variables: { no: false },
      data: { books: [{ cost: null }] },
      errorPaths: [['books', 0, 'cost']],
    });
  });

  it('tells no error of what was taken away below a field that another requires', async () => {
    const shelf = {
      name: 'shelf',
      sdl: `
        type Book @key(fields: "id") { id: ID! near: Near }
        type Part @key(fields: "id", resolvable: false) { id: ID! }
        union Near = Book | Part
      `,
      resolvers: {
        Book: {
          __resolveReference: (book: object) => book,
          near: ({ id }: any) => (id === '1' ? { __typename: 'Book', id: '2' } : { __typename: 'Part', id: '3' }),
        },
      },
    };
    const stock = {
      name: 'stock',
      sdl: `
        type Query { book: Near! } union Near = Book
        type Book @key(fields: "id") { id: ID! count: Int }
        type Part @key(fields: "id") { id: ID! count: Int rank: Int }
      `,
      resolvers: {
        Query: { book: () => ({ __typename: 'Book', id: '1' }) },
        Book: { __resolveReference: (book: object) => book, count: () => 1 },
        Part: {
          __resolveReference: (part: object) => part,
          count: () => {
            throw new Error('out of order');
          },
        },
      },
    };
    const shop = {
      name: 'shop',
      sdl: `
        interface Named { id: ID! }
        type Book implements Named @key(fields: "id") {
          id: ID! count: Int @external near: Near @external
          label: String @requires(fields: "count near { ... on Part { rank } }")
        }
        type Part { rank: Int @external }
        union Near = Book | Part
      `,
      resolvers: { Book: { __resolveReference: (book: object) => book, label: ({ count }: any) => `label ${count}` } },
    };
    await answers({
      subgraphs: [stock, shelf, shop],
      query: `query($no: Boolean!) {
        book {
          ... on Book {
            ... on Named @include(if: $no) {
 ... on Book { near { ... on Near { ... on Book { near { ... on Near { ... on Part { count } } } } } } } }
            label
          }
        }
      }`,
      variables: { no: false },
      data: { book: { label: 'label 1' } },
    });
  });
});
