import { buildASTSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { answers } from '../fixtures/answers.js';
import { startFederation } from '../fixtures/start-federation.js';

describe('abstract types', () => {
  const library = {
    name: 'library',
    sdl: `
      type Query { media: [Media!]! found: [Found!]! }
      union Found = Book | Film | Shelf
      interface Media { id: ID! title: String! }
      type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int! person: Person }
      type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int! person: Person }
      type Shelf { label: String! books: [[Media]] }
      type Person @key(fields: "id") { id: ID! }
    `,
    resolvers: {
      Query: {
        media: () => [
          { __typename: 'Book', id: 'b', title: 'B', pages: 9, person: { id: 'p' } },
          { __typename: 'Film', id: 'f', title: 'F', minutes: 90, person: { id: 'p' } },
        ],
        found: () => [
          { __typename: 'Shelf', label: 'S', books: [[{ __typename: 'Film', id: 'f', title: 'F' }, null], []] },
          { __typename: 'Film', id: 'f', title: 'F', minutes: 90, person: { id: 'p' } },
        ],
      },
    },
  };
  const people = {
    name: 'people',
    sdl: `
      type Person @key(fields: "id") { id: ID! name(style: String): String! }
      type Book @key(fields: "id") { id: ID! isbn: String }
      type Film @key(fields: "id") { id: ID! rating: Int stars: [Person!] }
    `,
    resolvers: {
      Person: { name: ({ id }: any, { style }: any) => `${style ?? 'plain'} ${id}` },
      Book: { __resolveReference: ({ id }: any) => ({ id, isbn: `isbn-${id}` }) },
      Film: { __resolveReference: ({ id }: any) => ({ id, rating: 0, stars: [{ id: 's' }] }) },
    },
  };
  const subgraphs = [library, people];

  it('asks each member of an interface for its own fields', async () => {
    await answers({
      subgraphs,
      query: '{ media { __typename title ... on Book { isbn pages } ... on Film { rating } } }',
      data: {
        media: [
          { __typename: 'Book', title: 'B', isbn: 'isbn-b', pages: 9 },
          { __typename: 'Film', title: 'F', rating: 0 },
        ],
      },
    });
  });

  it('keeps apart one response name with different arguments on different members', async () => {
    await answers({
      subgraphs,
      query: `{ media {
        ... on Book { by: person { n: name(style: "book") } }
        ... on Film { by: person { n: name(style: "film") } }
      } }`,
      data: { media: [{ by: { n: 'book p' } }, { by: { n: 'film p' } }] },
    });
  });

  it('keeps apart one response name that is a different field on different members', async () => {
    await answers({
      subgraphs,
      query: '{ media { ... on Book { x: pages y: isbn } ... on Film { x: minutes } } }',
      data: { media: [{ x: 9, y: 'isbn-b' }, { x: 90 }] },
    });
  });

  it('goes through unions, fragments on interfaces within them, and lists of lists', async () => {
    await answers({
      subgraphs,
      query: `{ found { kind: __typename ...M ... on Shelf { label books { id ... on Film { rating stars { name } } } } } }
        fragment M on Media { title ... on Film { stars { name(style: "m") } } }`,
      data: {
        found: [
          { kind: 'Shelf', label: 'S', books: [[{ id: 'f', rating: 0, stars: [{ name: 'plain s' }] }, null], []] },
          { kind: 'Film', title: 'F', stars: [{ name: 'm s' }] },
        ],
      },
    });
  });

  it('takes what a field requires below a condition, though the client has that name from another member', async () => {
    const shop = {
      name: 'shop',
      sdl: `
        type Query { offers: [Offer!]! }
        union Offer = Bundle | Voucher
        type Bundle @key(fields: "id") { id: ID! parts: [String!]! }
        type Voucher @key(fields: "id") { id: ID! parts: [[Int!]!]! }
      `,
      resolvers: {
        Query: {
          offers: () => [
            { __typename: 'Bundle', id: 'b', parts: ['pen', 'ink'] },
            { __typename: 'Voucher', id: 'v', parts: [[1], [2]] },
          ],
        },
      },
    };
    const labels = {
      name: 'labels',
      sdl: `
        type Bundle @key(fields: "id") { id: ID! parts: [String!]! @external label: String @requires(fields: "parts") }
      `,
      resolvers: {
        Bundle: { __resolveReference: (key: any) => key, label: ({ parts }: any) => parts.join(' and ') },
      },
    };
    await using federation = await startFederation([shop, labels]);
    const { body } = await federation.ask(
      `query ($no: Boolean!) {
        offers { __typename ... @skip(if: $no) { ... on Bundle { label } ... on Voucher { parts } } }
      }`,
      { no: false },
    );
    expect(body).toEqual({
      data: {
        offers: [
          { __typename: 'Bundle', label: 'pen and ink' },
          { __typename: 'Voucher', parts: [[1], [2]] },
        ],
      },
    });
    const asked = federation.subgraphs.shop?.requests.map(({ query }) => parse(query)) ?? [];
    const known = buildASTSchema(parse(shop.sdl), { assumeValidSDL: true });
    expect(asked.map((document) => validate(known, document))).toEqual([[]]);
  });
});
