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

  it('asks for each type what the client selected of it, so that none is lost to what fails of another', async () => {
    const pricked = {
      name: 'reviews',
      sdl: `
        type Media @key(fields: "id") @interfaceObject { id: ID! score: String! best(of: Int): Review remark: String! }
        type Review { stars: String! text: String! }
      `,
      resolvers: {
        Media: {
          __resolveReference: ({ id }: any) => ({ id, remark: `on ${id}` }),
          best: (_: unknown, { of = 0 }: any) => ({ stars: '*'.repeat(of), text: `best of ${of}` }),
          score({ id }: any) {
            if (id === 'b') throw new Error('Books have no score');
            return 'five';
          },
        },
      },
    };
    await answers({
      subgraphs: [media, pricked],
      query: `
        query ($of: Int) {
          shelf { ... on Film { score x: score best(of: $of) { is: stars } } ... on Book { x: remark best { is: text } } ...Told }
        }
        fragment Told on Media { ... on Book { told: remark } }
      `,
      data: {
        shelf: [
          { x: 'on b', best: { is: 'best of 0' }, told: 'on b' },
          { score: 'five', x: 'five', best: { is: '***' } },
        ],
      },
      variables: { of: 3 },
    });
  });

  it('tells no error of a field that a condition took away, unless something else needs it', async () => {
    const failing = {
      ...reviews.resolvers.Media,
      twice() {
        throw new Error('Once is enough');
      },
    };
    const nullable = reviews.sdl
      .replace('score: Int!', 'score: Int')
      .replace('shout: String!', 'twice: String @requires(fields: "title") shout: String');
    const asked = { query: 'query ($is: Boolean!) { shelf { ...F } } fragment F on Media', variables: { is: false } };
    await answers({
      ...asked,
      subgraphs: [media, { ...reviews, sdl: nullable, resolvers: { ...reviews.resolvers, Media: failing } }],
      query: 'query ($is: Boolean!) { top { shout ... on Media @include(if: $is) { ... on Book { again: twice } } } }',
      data: { top: [{ shout: 'F!' }, { shout: 'B!' }] },
    });
    const untitled = {
      ...media.resolvers,
      Book: {
        ...media.resolvers.Book,
        title() {
          throw new Error('It has no title');
        },
      },
    };
    await answers({
      ...asked,
      subgraphs: [
        { ...media, sdl: media.sdl.replaceAll('title: String!', 'title: String'), resolvers: untitled },
        { ...reviews, sdl: nullable.replace('title: String!', 'title: String') },
      ],
      query: `${asked.query} { shout title @include(if: $is) }`,
      data: { shelf: [{ shout: 'null!' }, { shout: 'F!' }] },
      errorPaths: [['shelf', 0]],
    });
  });

  it('is null where an error took a type away before it was learnt', async () => {
    const torn = {
      ...media.resolvers,
      Book: {
        ...media.resolvers.Book,
        pages() {
          throw new Error('Its pages are torn');
        },
      },
    };
    const subgraphs = [
      { ...media, resolvers: torn },
      { ...reviews, sdl: reviews.sdl.replace('top: [Media!]!', 'top: [Media]') },
    ];
    await answers({
      subgraphs,
      query: '{ top { ... on Book { pages } } }',
      data: { top: [{}, null] },
      errorPaths: [['top', 1, 'pages']],
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

  it('loses no required field of one type to a field that another type alone is asked for', async () => {
    const failing = {
      ...reviews,
      resolvers: {
        ...reviews.resolvers,
        Media: {
          ...reviews.resolvers.Media,
          score: ({ id }: any) => {
            if (id === 'b') throw new Error('out of order');
            return 5;
          },
        },
      },
    };
    await answers({
      subgraphs: [media, failing],
      query: '{ shelf { ... on Media { shout } ... on Film { score } } }',
      data: { shelf: [{ shout: 'B!' }, { shout: 'F!', score: 5 }] },
    });
  });
});
