import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { fetchStep } from '../../tests/fixtures/fetch-step.js';
import type { FetchStep } from '../planning/plan.js';
import { readCacheHints } from './cache-hints.js';
import { hintOf, shortestHint } from './hint-of.js';
import { selectedTypes } from './selected-types.js';

const SDL = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://hints.test/hints/v1.0", import: [{ name: "@cacheControl", as: "@hint" }])
    @composeDirective(name: "@hint")
  directive @hint(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope { PUBLIC PRIVATE }
  type Query {
    hour: A @hint(maxAge: 3600)
    a: A
    plain: Plain @hint(maxAge: 100)
    count: Int
    counted: Int @hint(maxAge: 7)
    node: Node @hint(maxAge: 50)
    both: Both @hint(maxAge: 40)
  }
  interface Node { id: ID! }
  union Both = A | Plain
  type A implements Node @key(fields: "id") @hint(maxAge: 60) {
    id: ID!
    quick: Int @hint(maxAge: 5)
    mine: String @hint(scope: PRIVATE)
    plain: Plain
    heir: Plain @hint(inheritMaxAge: true)
    zero: Int @hint(maxAge: 0)
  }
  type Plain { id: ID! x: Int }
`;
const { supergraphSdl, errors } = composeServices([{ name: 's', url: 'http://s.test', typeDefs: parse(SDL) }]);
if (!supergraphSdl) throw new Error(String(errors));
const { schema } = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });

function step(operation: string): FetchStep {
  return fetchStep(operation, operation.includes('_entities') ? { requires: [] } : {});
}
const entities = (selection: string) =>
  step(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`);
const hint = (of: FetchStep) => hintOf(schema, readCacheHints(schema), of);

it.each([
  ['{ hour { id } }', 3600, 'public'],
  ['{ a { id } }', 60, 'public'],
  ['{ hour { id quick } }', 5, 'public'],
  ['{ hour { x: quick __typename } counted }', 5, 'public'],
  ['{ hour { id mine } }', 3600, 'private'],
  ['{ hour { heir { x } } }', 3600, 'public'],
  ['{ plain { x } }', 100, 'public'],
  ['{ node { id ... on A { quick } } }', 5, 'public'],
  ['{ both { ... on A { mine } ... on Plain { x } } }', 40, 'private'],
])('%s holds for %i s, %s', (operation, seconds, scope) => {
  expect(hint(step(operation))).toEqual({ seconds, scope });
});

it.each([
  '{ count }',
  '{ hour { plain { x } } }',
  '{ hour { id } count }',
  '{ hour { zero } }',
  '{ hour { unknown } }',
])('%s holds for no time', (operation) => expect(hint(step(operation))).toBeUndefined());

it('an entity holds as long as its type and fields', () => {
  expect(hint(entities('... on A { id quick }'))).toEqual({ seconds: 5, scope: 'public' });
  expect(hint(entities('... on A { id }'))).toEqual({ seconds: 60, scope: 'public' });
  expect(hint(entities('... on A { id } ... on Plain { x }'))).toBeUndefined();
});

it('says nothing where the supergraph has no hints', () => {
  expect(hintOf(schema, new Map(), step('{ hour { id } }'))).toBeUndefined();
});

it('fetches that are answered together hold as long as the first of them', () => {
  const [long, own] = [{ seconds: 9, scope: 'public' } as const, { seconds: 3, scope: 'private' } as const];
  expect(shortestHint([long, own])).toEqual({ seconds: 3, scope: 'private' });
  expect(shortestHint([long, undefined])).toBeUndefined();
});

it.each([
  ['{ hour { id heir { x } } counted }', ['Query', 'A', 'Plain']],
  ['{ node { id ... on A { id } } }', ['Query', 'Node', 'A']],
  ['{ both { ... on A { plain { x } } } }', ['Query', 'Both', 'A', 'Plain']],
  ['{ hour { unknown } }', undefined],
])('%s brings objects of %j', (operation, types) => {
  expect(selectedTypes(schema, step(operation))).toEqual(types);
});
