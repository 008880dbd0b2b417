import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const ENTITIES = 120;
const DETAILS = 120;
const INTERFACES = 20;
const UNIONS = 20;
const INPUTS = 30;
const ENUMS = 20;
const SUBGRAPHS = 4;
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@requires", "@external", "@authenticated"])`;

/** A supergraph of more than 300 types in four subgraphs: every entity is in two of them, in interfaces and in unions. */
export function composeLargeGraph() {
  const { supergraphSdl, errors } = composeServices(
    numbers(SUBGRAPHS).map((n) => ({ name: `s${n}`, url: `http://s${n}.test/`, typeDefs: parse(subgraph(n)) })),
  );
  if (!supergraphSdl) throw new Error(`The graph does not compose: ${errors?.[0]?.message}`);
  return supergraphSdl;
}

function subgraph(n) {
  const owned = numbers(ENTITIES).filter((entity) => entity % SUBGRAPHS === n);
  const extended = numbers(ENTITIES).filter((entity) => (entity + 1) % SUBGRAPHS === n);
  const first = n === 0;
  return [
    LINK,
    `type Query {
      ${first ? 'node(id: ID!): Node nodes(ids: [ID!]! filter: Input0): [Node!]!' : ''}
      ${owned.map((entity) => `e${entity}(id: ID! filter: Input${entity % INPUTS}): E${entity} all${entity}(first: Int): [E${entity}!]!`).join('\n')}
      ${numbers(UNIONS)
        .filter((each) => each % SUBGRAPHS === n)
        .map((each) => `search${each}(text: String inputs: [Input${each}!] lists: [[[String]]]): [Union${each}!]!`)
        .join('\n')}
    }`,
    first ? `type Mutation { change(input: Input0): E0 }` : '',
    'interface Node { id: ID! name: String self: Node others: [Node!]! }',
    ...numbers(INTERFACES).map((each) => `interface I${each} { id: ID! name: String f${each}: Int self: Node }`),
    ...owned.map(
      (entity) => `type E${entity} implements Node & ${interfacesOf(entity)
        .map((each) => `I${each}`)
        .join(' & ')} @key(fields: "id") {
        id: ID! name: String self: Node others: [Node!]!
        ${interfacesOf(entity)
          .map((each) => `f${each}: Int`)
          .join(' ')}
        detail: D${entity % DETAILS}
        peer: E${(entity + SUBGRAPHS) % ENTITIES}
        peers(first: Int = 10, filter: Input${entity % INPUTS}): [E${(entity + 2 * SUBGRAPHS) % ENTITIES}!]!
        any: Union${entity % UNIONS}
        kind: Kind${entity % ENUMS}
        secret: String @authenticated
      }`,
    ),
    ...extended.map((entity) =>
      `type E${entity} @key(fields: "id") {
        id: ID! price: Int stock(at: String): Int owner: E${(entity + 1) % ENTITIES} note: String
        size: Int @external
      }`.replace('size: Int @external', ''),
    ),
    // Where an entity's field leads to one of another subgraph, that one is known by its key.
    ...stubsOf(owned, extended).map((entity) => `type E${entity} @key(fields: "id", resolvable: false) { id: ID! }`),
    ...numbers(DETAILS).map(
      (each) =>
        `type D${each} @shareable { text: String size: Float flags: [Boolean!] inner: D${(each + 1) % DETAILS} kind: Kind${each % ENUMS} }`,
    ),
    ...numbers(UNIONS)
      .map((each) => unionIn(each, n))
      .filter(Boolean),
    ...numbers(INPUTS).map(
      (each) =>
        `input Input${each} { text: String size: Float = 1 ids: [ID!] inner: Input${(each + 1) % INPUTS} list: [Input${each}!] kind: Kind${each % ENUMS} }`,
    ),
    ...numbers(ENUMS).map(
      (each) =>
        `enum Kind${each} { ${numbers(20)
          .map((value) => `VALUE_${each}_${value}`)
          .join(' ')} }`,
    ),
  ].join('\n');

  function stubsOf(own, others) {
    const here = new Set([...own, ...others]);
    const referred = others.map((entity) => (entity + 1) % ENTITIES);
    return [...new Set(referred)].filter((entity) => !here.has(entity));
  }

  function unionIn(each) {
    const members = owned.filter((entity) => entity % 5 !== each % 5);
    return `union Union${each} = ${members.map((entity) => `E${entity}`).join(' | ')}`;
  }
}

function interfacesOf(entity) {
  return numbers(INTERFACES).filter((each) => (entity * 7 + each) % 4 === 0);
}

export function numbers(count) {
  return Array.from({ length: count }, (_, n) => n);
}
