import { describe, it } from 'vitest';
import { answers, byId } from '../fixtures/answers.js';

describe('keys', () => {
  it('translates one key into another by way of a third subgraph', async () => {
    const subgraphs = [
      {
        name: 'a',
        sdl: `type Query { user: User } type User @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { user: () => ({ id: '1' }) } },
      },
      {
        name: 'b',
        sdl: `type User @key(fields: "id") @key(fields: "email company { tax }") { id: ID! email: String! company: Company! }
              type Company { tax: Int! }`,
        resolvers: { User: { __resolveReference: byId({ id: '1', email: 'a@b', company: { tax: 0 } }) } },
      },
      {
        name: 'c',
        sdl: `type User @key(fields: "email company { tax }") { email: String! company: Company! phone: String }
              type Company @shareable { tax: Int! }`,
        resolvers: {
          User: { __resolveReference: (user: any) => ({ ...user, phone: `${user.email}/${user.company.tax}` }) },
        },
      },
    ];
    await answers({ subgraphs, query: '{ user { phone } }', data: { user: { phone: 'a@b/0' } } });
  });

  it('does not re-enter a subgraph by a key that it does not resolve', async () => {
    const subgraphs = [
      {
        name: 'a',
        sdl: `type Query { product: Product }
              type Product @key(fields: "id", resolvable: false) @key(fields: "upc") {
                id: ID! upc: String! rank: Int @external name: String @requires(fields: "rank")
              }`,
        resolvers: {
          Query: { product: () => ({ id: '1', upc: 'x' }) },
          Product: {
            __resolveReference: ({ upc, rank }: any) => (upc ? { upc, rank } : null),
            name: ({ upc, rank }: any) => `${upc} is ${rank}`,
          },
        },
      },
      {
        name: 'b',
        sdl: `type Product @key(fields: "id") @key(fields: "upc") { id: ID! upc: String! rank: Int }`,
        resolvers: { Product: { __resolveReference: (product: any) => ({ ...product, rank: 0 }) } },
      },
    ];
    await answers({ subgraphs, query: '{ product { name } }', data: { product: { name: 'x is 0' } } });
  });

  it('answers null for references that are null and for entities that are not found', async () => {
    const subgraphs = [
      {
        name: 'a',
        sdl: `type Query { books: [Book] } type Book @key(fields: "id") { id: ID! author: Author } type Author @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            books: () => [
              { id: '1', author: { id: 'x' } },
              null,
              { id: '2', author: null },
              { id: '3', author: { id: 'y' } },
            ],
          },
        },
      },
      {
        name: 'b',
        sdl: `type Author @key(fields: "id") { id: ID! name: String }`,
        resolvers: { Author: { __resolveReference: byId({ id: 'x', name: 'X' }) } },
      },
    ];
    await answers({
      subgraphs,
      query: '{ books { author { id name } } }',
      data: {
        books: [{ author: { id: 'x', name: 'X' } }, null, { author: null }, { author: { id: 'y', name: null } }],
      },
    });
  });
});
