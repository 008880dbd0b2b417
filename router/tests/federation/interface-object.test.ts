import { describe, it } from 'vitest';
import { answers, byId } from '../fixtures/answers.js';

describe('@interfaceObject', () => {
  const media = {
    name: 'media',
    sdl: `
      type Query { shelf: [Media!]! }
      interface Media @key(fields: "id") { id: ID! title: String! }
      type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int! }
      type Film implements Media @key(fields: "id") { id: ID! title: String! }
    `,
    resolvers: {
      Query: {
        shelf: () => [
          { __typename: 'Book', id: 'b', title: 'B', pages: 1 },
          { __typename: 'Film', id: 'f', title: 'F' },
        ],
      },
      Media: {
        __resolveReference: ({ id }: any) =>
          ({
            b: { __typename: 'Book', id: 'b', title: 'B', pages: 1 },
            f: { __typename: 'Film', id: 'f', title: 'F' },
          })[id as string] ?? null,
      },
      Book: { __resolveReference: byId({ id: 'b', title: 'B', pages: 1 }) },
      Film: { __resolveReference: byId({ id: 'f', title: 'F' }) },
    },
  };
  const reviews = {
    name: 'reviews',
    sdl: `
      type Query { top: [Media!]! }
      type Media @key(fields: "id") @interfaceObject { id: ID! score: Int! title: String! @external shout: String! @requires(fields: "title") }
    `,
    resolvers: {
      Query: {
        top: () => [
          { id: 'f', score: 5 },
          { id: 'b', score: 0 },
        ],
      },
      Media: {
        __resolveReference: ({ id, title }: any) => ({ id, title, score: id === 'f' ? 5 : 0 }),
        shout: ({ title }: any) => `${title}!`,
      },
    },
  };
  const subgraphs = [media, reviews];

  it('adds fields to every implementation', async () => {
    await answers({
      subgraphs,
      query: '{ shelf { __typename score shout ... on Book { pages score } } }',
      data: {
        shelf: [
          { __typename: 'Book', score: 0, shout: 'B!', pages: 1 },
          { __typename: 'Film', score: 5, shout: 'F!' },
        ],
      },
    });
  });

  it('answers fields of the interface without knowing the type, and finds the type when it is asked for', async () => {
    await answers({
      subgraphs,
      query: '{ top { id score } }',
      data: {
        top: [
          { id: 'f', score: 5 },
          { id: 'b', score: 0 },
        ],
      },
    });
    await answers({
      subgraphs,
      query: '{ top { __typename score shout ... on Book { pages } } }',
      data: {
        top: [
          { __typename: 'Film', score: 5, shout: 'F!' },
          { __typename: 'Book', score: 0, shout: 'B!', pages: 1 },
        ],
      },
    });
  });

  it('asks for no type but the one whose field has a requirement', async () => {
    const strict = {
      ...reviews.resolvers.Media,
      __resolveReference({ id, title }: any) {
        if (id === undefined) throw new Error('It cannot be found without its key');
        return { id, title };
      },
    };
    await answers({
      subgraphs: [media, { ...reviews, resolvers: { ...reviews.resolvers, Media: strict } }],
      query: '{ top { ... on Book { shout } } }',
      data: { top: [{}, { shout: 'B!' }] },
    });
  });

  it('tells no error of a field that the client selected of another type', async () => {
    const failing = {
      ...reviews.resolvers.Media,
      score({ id }: any) {
        if (id === 'f') throw new Error('Films have no score');
        return 0;
      },
    };
    await answers({
      subgraphs: [
        media,
        { ...reviews, sdl: reviews.sdl.replace('Int!', 'Int'), resolvers: { ...reviews.resolvers, Media: failing } },
      ],
      query: '{ shelf { ... on Media { shout ... on Book { stars: score } } } }',
      data: { shelf: [{ shout: 'B!', stars: 0 }, { shout: 'F!' }] },
    });
  });

  it('answers null with an error when the type cannot be found', async () => {
    const forgetful = { ...media, resolvers: { ...media.resolvers, Media: { __resolveReference: () => null } } };
    await answers({
      subgraphs: [forgetful, { ...reviews, sdl: reviews.sdl.replace('top: [Media!]!', 'top: [Media]') }],
      query: '{ top { __typename score } }',
      data: { top: [null, null] },
      errorPaths: [
        ['top', 0],
        ['top', 1],
      ],
    });
  });
});
