import { describe, it } from 'vitest';
import { answers } from '../fixtures/answers.js';

describe('what an interface object requires', () => {
  const known: Record<string, any> = {
    b: { __typename: 'Book', id: 'b', title: 'B' },
    f: { __typename: 'Film', id: 'f', title: 'F' },
  };
  const find = ({ id }: any) => known[id] ?? null;
  const media = {
    name: 'media',
    sdl: `
      type Query { shelf: [Media!]! }
      interface Media @key(fields: "id") { id: ID! title: String! }
      type Book implements Media @key(fields: "id") { id: ID! title: String! }
      type Film implements Media @key(fields: "id") { id: ID! title: String! }
    `,
    resolvers: {
      Query: { shelf: () => [known.f] },
      Media: { __resolveReference: find },
      Book: { __resolveReference: find },
      Film: { __resolveReference: find },
    },
  };
  const shouts = {
    name: 'shouts',
    sdl: `
      type Media @key(fields: "id") @interfaceObject { id: ID! title: String! @external shout(mark: String = "!"): String! @requires(fields: "title") }
    `,
    resolvers: {
      Media: { __resolveReference: (told: any) => told, shout: ({ title }: any, { mark }: any) => `${title}${mark}` },
    },
  };
  const lists = {
    name: 'lists',
    sdl: `
      type Query { list: [Media]! }
      type Media @key(fields: "id") @interfaceObject { id: ID! next: Media }
    `,
    resolvers: {
      Query: { list: () => [{ id: 'f' }, null, { id: 'b' }] },
      Media: { __resolveReference: (told: any) => told, next: ({ id }: any) => ({ id: id === 'f' ? 'b' : 'f' }) },
    },
  };
  const subgraphs = [media, shouts, lists];

  it('is brought to the types for which another interface object stands', async () => {
    await answers({
      subgraphs,
      query: '{ list { ... on Film { shout } } }',
      data: { list: [{ shout: 'F!' }, null, {}] },
    });
  });

  it('is brought to each type with its own arguments, through named fragments', async () => {
    await answers({
      subgraphs,
      query: `
        { shelf { ...Next } list { id ...Shout ... on Media { ... on Book { text: shout(mark: "?") } } } }
        fragment Next on Film { next { ...Shout ... on Book { shout(mark: ".") } } }
        fragment Shout on Media { ... on Film { text: shout title } }
      `,
      data: {
        shelf: [{ next: { shout: 'B.' } }],
        list: [{ id: 'f', text: 'F!', title: 'F' }, null, { id: 'b', text: 'B?' }],
      },
    });
  });

  it('is brought below conditions', async () => {
    const query = `query ($yes: Boolean!) {
      list { id ... @include(if: $yes) { shout } ... on Film @skip(if: $yes) { ... @include(if: true) { cry: shout } } }
    }`;
    await answers({
      subgraphs,
      query,
      variables: { yes: true },
      data: { list: [{ id: 'f', shout: 'F!' }, null, { id: 'b', shout: 'B!' }] },
    });
    await answers({
      subgraphs,
      query,
      variables: { yes: false },
      data: { list: [{ id: 'f', cry: 'F!' }, null, { id: 'b' }] },
    });
  });
});
