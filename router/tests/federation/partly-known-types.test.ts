import { describe, it } from 'vitest';
import { answers } from '../fixtures/answers.js';

describe('an abstract type whose members subgraphs know in part', () => {
  const common = `
    type Garden @key(fields: "id") { id: ID! bed: Bed @shareable }
    type Bed @shareable { plants: [Plant!]! tallest: Named }
    type Herb implements Named @shareable { name: String! }
    interface Named { name: String! }
  `;
  const herb = { __typename: 'Herb', name: 'mint' };
  const tree = {
    __typename: 'Tree',
    name: 'oak',
    age: 90,
    height: 20,
    root: { depth: 3, soil: { __typename: 'Clay', wet: true } },
  };
  const fern = { __typename: 'Fern', name: 'fern', fronds: 7 };
  const north = {
    name: 'north',
    sdl: `
      type Query { north: Garden }
      ${common}
      union Plant = Herb | Tree
      type Tree implements Named { name: String! age(unit: String): Int height: Int root: Root }
      type Root { depth: Int soil: Soil }
      union Soil = Clay
      type Clay { wet: Boolean }
    `,
    resolvers: {
      Query: { north: () => ({ id: '1', bed: { plants: [herb, tree], tallest: tree } }) },
      Garden: { __resolveReference: () => ({ id: '1', bed: { plants: [herb, tree], tallest: tree } }) },
    },
  };
  const south = {
    name: 'south',
    sdl: `
      type Query { south: Garden }
      ${common}
      union Plant = Herb | Fern
      type Fern implements Named { name: String! fronds: Int }
    `,
    resolvers: {
      Query: { south: () => ({ id: '1', bed: { plants: [herb, fern], tallest: fern } }) },
      Garden: { __resolveReference: () => ({ id: '1', bed: { plants: [herb, fern], tallest: fern } }) },
    },
  };
  const subgraphs = [north, south];
  const plants = '__typename ... on Herb { name } ... on Tree { age } ... on Fern { fronds }';

  it('asks for a member under the conditions of the field that it is selected of', async () => {
    const other = { name: 'other', sdl: 'type Rock { weight: Int } union Find = Rock', resolvers: {} };
    const beach = {
      name: 'beach',
      sdl: 'type Query { finds: [Find] } type Shell { sound: String! } union Find = Shell',
      resolvers: { Query: { finds: () => [{ __typename: 'Shell', sound: null }] } },
    };
    await answers({
      subgraphs: [other, beach],
      query: 'query($no: Boolean!) { finds { __typename } finds @include(if: $no) { ... on Shell { sound } } }',
      variables: { no: false },
      data: { finds: [{ __typename: 'Shell' }] },
    });
  });

  it('has the fields of those that only the asked subgraph knows', async () => {
    await answers({
      subgraphs,
      query: `{ north { bed { plants { ${plants} } } } south { bed { plants { ${plants} } } } }`,
      data: {
        north: { bed: { plants: [herb, { __typename: 'Tree', age: 90 }] } },
        south: { bed: { plants: [herb, { __typename: 'Fern', fronds: 7 }] } },
      },
    });
  });

  it('has them below fragments, with conditions, variables and aliases', async () => {
    await answers({
      subgraphs,
      query: `
        query ($with: Boolean!, $unit: String) {
          north { bed { plants { ...Grown ... on Fern { fronds } } tallest { name ... on Tree { height } ... on Fern { fronds } } } }
        }
        fragment Grown on Plant {
          ... on Named { ... on Tree { years: age(unit: $unit) height @include(if: $with) root { depth soil { ... on Clay { wet } } } } }
        }
      `,
      variables: { with: false, unit: 'year' },
      data: {
        north: {
          bed: {
            plants: [{}, { years: 90, root: { depth: 3, soil: { wet: true } } }],
            tallest: { name: 'oak', height: 20 },
          },
        },
      },
    });
  });

  it('has an object without fields of its own where nothing is selected of its member', async () => {
    await answers({
      subgraphs,
      query: '{ north { bed { plants { ... on Fern { fronds } } } } }',
      data: { north: { bed: { plants: [{}, {}] } } },
    });
  });

  describe('with fields elsewhere', () => {
    const shared = `
      type Garden @key(fields: "id") { id: ID! bed: Bed @shareable }
      type Bed @shareable { plants: [[Plant!]!]! }
      type Herb @shareable { name: String! }
    `;
    const inNorth = {
      name: 'north',
      sdl: `
        type Query { north: Garden }
        ${shared}
        union Plant = Herb | Oak
        type Oak @key(fields: "id") { id: ID! height: Int rain: Int @external thirst: Int @requires(fields: "rain") }
      `,
      resolvers: {
        Query: { north: () => ({ id: '1', bed: { plants: [[herb], [{ __typename: 'Oak', id: 'o' }]] } }) },
        Garden: { __resolveReference: () => ({ bed: { plants: [[{ __typename: 'Oak', id: 'o' }]] } }) },
        Oak: {
          __resolveReference: ({ id, rain }: any) => ({ id, rain }),
          height: () => 20,
          thirst: ({ rain }: any) => 100 - rain,
        },
      },
    };
    const inSouth = {
      name: 'south',
      sdl: `
        type Query { south: Garden }
        ${shared}
        union Plant = Herb | Fern
        type Fern @key(fields: "id") { id: ID! fronds: Int }
      `,
      resolvers: {
        Query: { south: () => ({ id: '1', bed: { plants: [[herb, { __typename: 'Fern', id: 'f' }]] } }) },
        Garden: { __resolveReference: () => ({ bed: { plants: [[{ __typename: 'Fern', id: 'f' }]] } }) },
        Fern: { fronds: () => 7 },
      },
    };
    const wood = {
      name: 'wood',
      sdl: `
        type Oak @key(fields: "id") { id: ID! age(unit: String): String rain: Int kind: Kind }
        type Fern @key(fields: "id") { id: ID! spores: Int }
        type Kind @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Oak: {
          __resolveReference: ({ id }: any) => ({ id }),
          age: (_: unknown, { unit }: any) => `90 ${unit}`,
          rain: () => 30,
          kind: () => ({ id: 'k' }),
        },
        Fern: { __resolveReference: ({ id }: any) => ({ id }), spores: () => 1000 },
      },
    };
    const books = {
      name: 'books',
      sdl: 'type Query { best: Garden } type Garden @key(fields: "id") { id: ID! } type Kind @key(fields: "id") { id: ID! latin: String }',
      resolvers: {
        Query: { best: () => ({ id: '1' }) },
        Kind: { __resolveReference: ({ id }: any) => ({ id }), latin: () => 'quercus' },
      },
    };
    const parts = [inNorth, inSouth, wood, books];
    const ofOak = '... on Oak { height years: age(unit: $unit) thirst @include(if: $is) kind { latin } }';
    const oak = { height: 20, years: '90 y', thirst: 70, kind: { latin: 'quercus' } };
    const variables = { unit: 'y', is: true };

    it('has those too, whatever way there is to them', async () => {
      await answers({
        subgraphs: parts,
        query: `
          query ($unit: String, $is: Boolean!) { north { bed { plants { ...Known } } } south { bed { plants { ...Known } } } }
          fragment Known on Plant { ... on Herb { name } ${ofOak} ... on Fern { spores } }
        `,
        variables,
        data: {
          north: { bed: { plants: [[{ name: 'mint' }], [oak]] } },
          south: { bed: { plants: [[{ name: 'mint' }, { spores: 1000 }]] } },
        },
      });
    });

    it('has them of entities', async () => {
      await answers({
        subgraphs: parts,
        query: `query ($unit: String, $is: Boolean!) { best { bed { plants { ${ofOak} ... on Fern { spores } } } } }`,
        variables: { ...variables, is: false },
        data: { best: { bed: { plants: [[{ height: 20, years: '90 y', kind: { latin: 'quercus' } }]] } } },
      });
    });
  });
});
