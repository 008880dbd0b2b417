import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createRouter, type RouterConfigInput } from '../src/index.js';
import { composeSupergraph, startFederation } from './fixtures/start-federation.js';
import { type SubgraphDefinition, startSubgraph } from './fixtures/start-subgraph.js';

interface Case {
  readonly subgraphs: readonly SubgraphDefinition[];
  readonly query: string;
  readonly data: unknown;
  readonly variables?: Record<string, unknown>;
  readonly config?: RouterConfigInput;
  /** Paths of the errors; none when absent. */
  readonly errorPaths?: readonly (readonly (string | number)[])[];
}

async function answers({ subgraphs, query, data, variables, config, errorPaths = [] }: Case): Promise<void> {
  await using federation = await startFederation(subgraphs, config);
  const { body } = await federation.ask(query, variables);
  expect((body.errors ?? []).map((error: any) => error.path ?? error.message)).toEqual(errorPaths);
  expect(body.data).toEqual(data);
}

const byId =
  <T extends { id: string }>(...known: T[]) =>
  ({ id, ...rest }: any) => {
    const found = known.find((item) => item.id === id);
    return found ? { ...rest, ...found } : null;
  };

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
});

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
});

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

describe('who answers a field', () => {
  const source = (name: string, sdl: string, value: string) => ({
    name,
    sdl,
    resolvers: { Thing: { __resolveReference: (thing: unknown) => thing, value: () => value } },
  });
  const entry = {
    name: 'entry',
    sdl: `type Query { thing: Thing! } type Thing @key(fields: "id") { id: ID! }`,
    resolvers: { Query: { thing: () => ({ id: '1' }) } },
  };
  const old = source('old', `type Thing @key(fields: "id") { id: ID! value: String }`, 'old');

  it('@override takes the field away from the other subgraph', async () => {
    const neu = source('neu', `type Thing @key(fields: "id") { id: ID! value: String @override(from: "old") }`, 'new');
    await answers({ subgraphs: [entry, old, neu], query: '{ thing { value } }', data: { thing: { value: 'new' } } });
  });

  it.each([
    ['percent(0)', [], 'old'],
    ['percent(100)', [], 'new'],
    ['launch', [], 'old'],
    ['launch', ['launch'], 'new'],
  ])('@override(label: "%s") with the active labels %j', async (label, overrideLabels, value) => {
    const sdl = `type Thing @key(fields: "id") { id: ID! value: String @override(from: "old", label: "${label}") }`;
    const subgraphs = [entry, old, source('neu', sdl, 'new')];
    await answers({ subgraphs, config: { overrideLabels }, query: '{ thing { value } }', data: { thing: { value } } });
  });

  it('@provides saves the way to the owner, on the path that provides', async () => {
    const shelf = {
      name: 'shelf',
      sdl: `type Query { direct: Thing @provides(fields: "value") plain: Thing }
            type Thing @key(fields: "id") { id: ID! value: String @external }`,
      resolvers: {
        Query: { direct: () => ({ id: '1', value: 'provided' }), plain: () => ({ id: '1', value: 'not this' }) },
      },
    };
    const owner = source('owner', `type Thing @key(fields: "id") { id: ID! value: String @shareable }`, 'owned');
    await answers({
      subgraphs: [shelf, owner],
      query: '{ direct { value } plain { value } }',
      data: { direct: { value: 'provided' }, plain: { value: 'owned' } },
    });
  });

  it('@shareable value types and root fields are put together from several subgraphs', async () => {
    const part = (name: string, field: string) => ({
      name,
      sdl: `type Query { position: Position! @shareable } type Position @shareable { shared: Int! ${field}: Int! }`,
      resolvers: { Query: { position: () => ({ shared: 0, [field]: 1 }) } },
    });
    await answers({
      subgraphs: [part('one', 'x'), part('two', 'y')],
      query: '{ position { x shared y } }',
      data: { position: { x: 1, shared: 0, y: 1 } },
    });
  });
});

describe('what clients may not see', () => {
  const a = {
    name: 'a',
    sdl: `
      type Query { state: State list: [State] node: Node nodes: [Node] echo(input: In!): String }
      enum State { ON OFF @inaccessible }
      input In { x: Int y: Int @inaccessible }
      interface Node { id: ID! }
      type Shown implements Node { id: ID! }
      type Hidden implements Node @inaccessible { id: ID! }
    `,
    resolvers: {
      Query: {
        state: () => 'OFF',
        list: () => ['ON', 'OFF'],
        node: () => ({ __typename: 'Hidden', id: '1' }),
        nodes: () => [
          { __typename: 'Hidden', id: '1' },
          { __typename: 'Shown', id: '2' },
        ],
        echo: (_: unknown, { input }: any) => JSON.stringify(input),
      },
    },
  };

  it('nulls enum values and objects that are @inaccessible, with an error', async () => {
    await answers({
      subgraphs: [a],
      query: '{ state list node { id } nodes { __typename id } }',
      data: { state: null, list: ['ON', null], node: null, nodes: [null, { __typename: 'Shown', id: '2' }] },
      errorPaths: [['state'], ['list', 1], ['node'], ['nodes', 0]],
    });
  });

  it('takes only input fields that every subgraph has', async () => {
    await answers({ subgraphs: [a], query: '{ echo(input: {x: 1}) }', data: { echo: '{"x":1}' } });
    await using federation = await startFederation([a]);
    const { body } = await federation.ask('{ echo(input: {x: 1, y: 2}) }');
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

it('warns of directives of access control, which it does not enforce', async () => {
  const a = {
    name: 'a',
    sdl: 'type Query { open: Int secret: Int @authenticated }',
  };
  await using subgraph = await startSubgraph(a);
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  await using _router = await createRouter({ supergraphSdl: composeSupergraph([subgraph]), logger });
  expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ directives: ['authenticated'] })]);
});

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
});
