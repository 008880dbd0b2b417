import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { readRequirements } from './read-requirements.js';

const TYPES = (authenticated: string, scopes: string, policy: string) => `
  type Query { a: Int ${authenticated} b: B c: C ${policy}(policies: [["p"], ["q", "r"]]) }
  type B ${scopes}(scopes: [["s", "t"]]) { x: Int ${authenticated} ${scopes}(scopes: [["u"]]) }
  scalar C ${authenticated}
`;

const EXPECTED = {
  'Query.a': [{ kind: 'authenticated' }],
  'Query.c': [{ kind: 'policies', anyOf: [['p'], ['q', 'r']] }],
  B: [{ kind: 'scopes', anyOf: [['s', 't']] }],
  'B.x': [{ kind: 'authenticated' }, { kind: 'scopes', anyOf: [['u']] }],
  C: [{ kind: 'authenticated' }],
};

function requirementsOf(typeDefs: string) {
  const { supergraphSdl, errors } = composeServices([{ name: 'a', url: 'http://a', typeDefs: parse(typeDefs) }]);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const { schema } = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  return { supergraphSdl, requirements: Object.fromEntries(readRequirements(schema)) };
}

it('reads the directives under their own names', () => {
  const { requirements } = requirementsOf(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated", "@requiresScopes", "@policy"])
    ${TYPES('@authenticated', '@requiresScopes', '@policy')}
  `);
  expect(requirements).toEqual(EXPECTED);
});

it('reads them under the names they are imported by', () => {
  const { supergraphSdl, requirements } = requirementsOf(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
      { name: "@authenticated", as: "@loggedIn" }, { name: "@requiresScopes", as: "@needs" }, { name: "@policy", as: "@rule" }
    ])
    ${TYPES('@loggedIn', '@needs', '@rule')}
  `);
  expect(supergraphSdl).toContain('@loggedIn');
  expect(supergraphSdl).not.toContain('@authenticated\n');
  expect(requirements).toEqual(EXPECTED);
});

it('reads them under the prefix of their link', () => {
  const { supergraphSdl, requirements } = requirementsOf(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", as: "fed")
    ${TYPES('@fed__authenticated', '@fed__requiresScopes', '@fed__policy')}
  `);
  expect(supergraphSdl).toContain('@fed__requiresScopes');
  expect(requirements).toEqual(EXPECTED);
});

it('is not taken in by directives of the same names that are something else', () => {
  const { requirements } = requirementsOf(`
    extend schema
      @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@composeDirective"])
      @link(url: "https://example.test/own/v1.0", import: ["@authenticated"])
      @composeDirective(name: "@authenticated")
    directive @authenticated on FIELD_DEFINITION
    type Query { a: Int @authenticated }
  `);
  expect(requirements).toEqual({});
});

it('leaves out what composition copied from implementations to their interface', () => {
  const { supergraphSdl, requirements } = requirementsOf(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated", "@requiresScopes"])
    type Query { node: Node }
    interface Node { id: ID name: String }
    type A implements Node @requiresScopes(scopes: [["x"], ["z"]]) { id: ID name: String @authenticated }
    type B implements Node @requiresScopes(scopes: [["y"], ["z"]]) { id: ID name: String }
  `);
  expect(supergraphSdl).toMatch(/interface Node[^{]*@requiresScopes[^{]*{[^}]*name: String @authenticated/);
  expect(Object.keys(requirements).sort()).toEqual(['A', 'A.name', 'B']);
});
