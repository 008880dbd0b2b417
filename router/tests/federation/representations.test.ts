import { describe, it } from 'vitest';
import { answers } from '../fixtures/answers.js';

const found = (entity: object) => entity;

describe('a representation', () => {
  it('does without a key that a condition took away when it has another', async () => {
    const shelf = {
      name: 'shelf',
      sdl: `
        type Query { books: [Book!]! }
        type Book @key(fields: "mark") @key(fields: "place { code }") { mark: ID! place: Place! }
        type Place { code: ID! }
      `,
      resolvers: { Query: { books: () => [{ mark: 'm1', place: { code: 'p1' } }] } },
    };
    const stock = {
      name: 'stock',
      sdl: `
        type Book @key(fields: "mark") @key(fields: "place { code }") {
          mark: ID! place: Place! title: String price(unit: String): Int
        }
        type Place { code: ID! }
      `,
      resolvers: {
        Book: {
          __resolveReference: ({ mark }: { mark?: string }) => (mark === 'm1' ? { title: 'Emma', price: 5 } : null),
        },
      },
    };
    const shop = {
      name: 'shop',
      sdl: `
        type Book @key(fields: "place { code }") {
          place: Place! price(unit: String): Int @external cost: Int @requires(fields: "price(unit: \\"EUR\\")")
        }
        type Place { code: ID! }
      `,
      resolvers: { Book: { __resolveReference: found, cost: ({ price }: { price: number }) => price * 2 } },
    };
    const subgraphs = [shelf, stock, shop];
    const query = `query($yes: Boolean!) { books { ... on Book @include(if: $yes) { ... on Book { cost } } title } }`;
    await answers({ subgraphs, query, variables: { yes: false }, data: { books: [{ title: 'Emma' }] } });
    await answers({ subgraphs, query, variables: { yes: true }, data: { books: [{ cost: 10, title: 'Emma' }] } });
  });

  it('has its key whole where another field requires a field of the same name', async () => {
    const names = {
      name: 'names',
      sdl: `
        type Query { book: Book! }
        type Book @key(fields: "place { code }") { place: Place! name: Place }
        type Place @shareable { code: ID! zone: Int }
      `,
      resolvers: { Query: { book: () => ({ place: { code: 'p1' }, name: { code: 'n1', zone: 1 } }) } },
    };
    const shop = {
      name: 'shop',
      sdl: `
        type Book @key(fields: "place { code }") {
          place: Place! tag: String! name: Place @external label: String! @requires(fields: "name { zone code }")
        }
        type Place @shareable { code: ID! zone: Int }
      `,
      resolvers: {
        Book: {
          __resolveReference: found,
          tag: ({ place }: any) => `of ${place.code}`,
          label: ({ name }: any) => `in ${name.code}`,
        },
      },
    };
    const subgraphs = [names, shop];
    const query = 'query($yes: Boolean!) { book { label @include(if: $yes) tag } }';
    await answers({ subgraphs, query, variables: { yes: false }, data: { book: { tag: 'of p1' } } });
    await answers({ subgraphs, query, variables: { yes: true }, data: { book: { label: 'in n1', tag: 'of p1' } } });
  });
});
