import { describe, it } from 'vitest';
import { answers, byId } from '../fixtures/answers.js';

const people = [
  { id: '1', code: 'c1', number: 1, name: 'Ada' },
  { id: '2', code: 'c2', number: 2, name: 'Bo' },
];
const byKey = (key: 'code' | 'number') => (told: any) => ({
  ...told,
  ...people.find((person) => person[key] === told[key]),
});

describe('@requires', () => {
  it('waits for what is found by the keys of other subgraphs only', async () => {
    const owner = {
      name: 'owner',
      sdl: 'type Query { person: Person } type Person @key(fields: "id") { id: ID! name: String }',
      resolvers: {
        Query: { person: () => ({ id: '1' }) },
        Person: { __resolveReference: byId(...people.map(({ id, name }) => ({ id, name }))) },
      },
    };
    const codes = {
      name: 'codes',
      sdl: 'type Person @key(fields: "id") @key(fields: "code") { id: ID! code: ID! }',
      resolvers: {
        Person: { __resolveReference: (told: any) => ('id' in told ? byId(...people)(told) : byKey('code')(told)) },
      },
    };
    const numbers = {
      name: 'numbers',
      sdl: 'type Person @key(fields: "code") @key(fields: "number") { code: ID! number: Int! }',
      resolvers: { Person: { __resolveReference: (told: any) => byKey('code' in told ? 'code' : 'number')(told) } },
    };
    const greetings = {
      name: 'greetings',
      sdl: `type Person @key(fields: "number") {
        number: Int! name: String @external greeting: String @requires(fields: "name") reply: String @requires(fields: "name")
      }`,
      resolvers: {
        Person: { greeting: ({ name }: any) => `Hello ${name}`, reply: ({ name }: any) => `${name} says hello` },
      },
    };
    await answers({
      subgraphs: [owner, codes, numbers, greetings],
      query: '{ person { greeting reply } }',
      data: { person: { greeting: 'Hello Ada', reply: 'Ada says hello' } },
    });
  });

  describe('of what requires something itself, in the subgraph that has the object', () => {
    const prices = {
      name: 'prices',
      sdl: `type Query { shop: Shop } type Shop @key(fields: "id") { id: ID! }
        type Item @key(fields: "id") { id: ID! net: Int }`,
      resolvers: {
        Query: { shop: () => ({ id: 's' }) },
        Item: { __resolveReference: byId({ id: '1', net: 10 }, { id: '2', net: 0 }) },
      },
    };
    const stock = {
      name: 'stock',
      sdl: `type Query { all: [Item!]! }
        type Shop @key(fields: "id") { id: ID! items: [Item!]! offers: [Offer] }
        union Offer = Item | Set
        type Set { items: [[Item!]!] }
        type Item @key(fields: "id") {
          id: ID! net: Int @external
          tax(rate: Int = 20): Int @requires(fields: "net") note: String
        }`,
      resolvers: {
        Query: { all: () => [{ id: '1' }] },
        Shop: {
          items: () => [{ id: '1' }, { id: '2' }],
          offers: () => [{ __typename: 'Item', id: '2' }, null, { __typename: 'Set', items: [[{ id: '1' }], []] }],
        },
        Item: {
          tax: ({ net }: any, { rate }: any) => {
            if (net === undefined) throw new Error('No net price was told');
            return (net * rate) / 100;
          },
          note: ({ id }: any) => `note ${id}`,
        },
      },
    };
    const totals = {
      name: 'totals',
      sdl: `type Item @key(fields: "id") {
        id: ID! net: Int @external tax(rate: Int = 20): Int @external gross: String @requires(fields: "net tax(rate: 10)")
        label: String @requires(fields: "tax")
      }`,
      resolvers: {
        Item: { gross: ({ net, tax }: any) => `${net}+${tax}`, label: ({ tax }: any) => `tax ${tax}` },
      },
    };
    const subgraphs = [prices, stock, totals];

    it('asks for that when its own requirement is there', async () => {
      await answers({
        subgraphs,
        query: '{ shop { items { label note } } }',
        data: {
          shop: {
            items: [
              { label: 'tax 2', note: 'note 1' },
              { label: 'tax 0', note: 'note 2' },
            ],
          },
        },
      });
    });

    it('does so with different arguments, whatever the client asks of it', async () => {
      await answers({
        subgraphs,
        query: '{ shop { items { label gross tax(rate: 50) id: __typename } } }',
        data: {
          shop: {
            items: [
              { label: 'tax 2', gross: '10+1', tax: 5, id: 'Item' },
              { label: 'tax 0', gross: '0+0', tax: 0, id: 'Item' },
            ],
          },
        },
      });
    });

    it('does so in lists of lists, of members of a union, and below conditions', async () => {
      const query = `query ($yes: Boolean!) {
        shop { offers { ... on Item @include(if: $yes) { label } ... on Set { items { gross @skip(if: $yes) label } } } }
      }`;
      const offers = [{ label: 'tax 0' }, null, { items: [[{ label: 'tax 2' }], []] }];
      await answers({ subgraphs, query, variables: { yes: true }, data: { shop: { offers } } });
      await answers({
        subgraphs,
        query,
        variables: { yes: false },
        data: { shop: { offers: [{}, null, { items: [[{ gross: '10+1', label: 'tax 2' }], []] }] } },
      });
    });

    it('does so where the client has it under a condition', async () => {
      const query = 'query ($yes: Boolean!) { all { label tax @skip(if: $yes) } shop { items { tax } } }';
      const shop = { items: [{ tax: 2 }, { tax: 0 }] };
      await answers({ subgraphs, query, variables: { yes: true }, data: { all: [{ label: 'tax 2' }], shop } });
    });
  });
});
