import { describe, it } from 'vitest';
import { answers, byId } from '../fixtures/answers.js';

describe('@context', () => {
  it('sends each entity the value of the object above it', async () => {
    const a = {
      name: 'a',
      sdl: `
        type Query { shops: [Shop!]! }
        type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! items: [Item!]! }
        type Item @key(fields: "id") { id: ID! price(in: String @fromContext(field: "$shop { currency }")): String! }
      `,
      resolvers: {
        Query: {
          shops: () => [
            { id: '1', currency: 'EUR', items: [{ id: 'a' }, { id: 'b' }] },
            { id: '2', currency: 'USD', items: [{ id: 'a' }] },
          ],
        },
        Item: { __resolveReference: (item: unknown) => item, price: ({ id }: any, args: any) => `${id} in ${args.in}` },
      },
    };
    const b = { name: 'b', sdl: `type Item @key(fields: "id") { id: ID! name: String }` };
    await answers({
      subgraphs: [a, b],
      query: '{ shops { currency: id items { price } } }',
      data: {
        shops: [
          { currency: '1', items: [{ price: 'a in EUR' }, { price: 'b in EUR' }] },
          { currency: '2', items: [{ price: 'a in USD' }] },
        ],
      },
    });
  });

  it('takes the value from the entity that is asked for itself, when another subgraph answers it', async () => {
    const gold = {
      name: 'gold',
      sdl: `
        type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! till: Till }
        type Till @key(fields: "id") { id: ID! sum(in: String @fromContext(field: "$shop { currency }")): String }
      `,
      resolvers: {
        Shop: { __resolveReference: byId({ id: '1', till: { id: 't' } }, { id: '2', till: { id: 't' } }) },
        Till: { sum: (_: unknown, args: any) => `5 ${args.in}` },
      },
    };
    const blue = {
      name: 'blue',
      sdl: `
        type Query { shops: [Shop!]! }
        type Shop @key(fields: "id") { id: ID! currency: String! @override(from: "gold") }
      `,
      resolvers: {
        Query: {
          shops: () => [
            { id: '1', currency: 'EUR' },
            { id: '2', currency: 'USD' },
          ],
        },
      },
    };
    await answers({
      subgraphs: [gold, blue],
      query: '{ shops { till { sum } } }',
      data: { shops: [{ till: { sum: '5 EUR' } }, { till: { sum: '5 USD' } }] },
    });
  });

  it('waits for the value where neither the subgraph nor the one before it has it', async () => {
    const red = {
      name: 'red',
      sdl: `
        type Query { shops: [Shop!]! }
        type Shop @key(fields: "id", resolvable: false) { id: ID! }
      `,
      resolvers: { Query: { shops: () => [{ id: '1' }, { id: '2' }] } },
    };
    const gold = {
      name: 'gold',
      sdl: `
        type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! @external till: Till }
        type Till @key(fields: "id") { id: ID! sum(in: String @fromContext(field: "$shop { currency }")): String }
      `,
      resolvers: {
        Shop: { __resolveReference: byId({ id: '1', till: { id: 't' } }, { id: '2', till: { id: 't' } }) },
        Till: { __resolveReference: byId({ id: 't' }), sum: (_: unknown, args: any) => `5 ${args.in}` },
      },
    };
    const blue = {
      name: 'blue',
      sdl: `type Shop @key(fields: "id") { id: ID! currency: String! }`,
      resolvers: {
        Shop: { __resolveReference: byId({ id: '1', currency: 'EUR' }, { id: '2', currency: 'USD' }) },
      },
    };
    await answers({
      subgraphs: [red, gold, blue],
      query: '{ shops { till { sum } } }',
      data: { shops: [{ till: { sum: '5 EUR' } }, { till: { sum: '5 USD' } }] },
    });
  });
});
