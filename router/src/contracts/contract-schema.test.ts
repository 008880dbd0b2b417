import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { expect, it } from 'vitest';
import { contractSchema } from './contract-schema.js';
import type { TagFilter } from './tag-filter.js';

const IMPORTS = '"@key", "@shareable", "@tag", "@inaccessible"';

function supergraphOf(sdl: string, imports = IMPORTS) {
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`;
  const { supergraphSdl, errors } = composeServices([{ name: 'a', url: 'http://a', typeDefs: parse(link + sdl) }]);
  if (!supergraphSdl) throw new Error(errors?.join('\n'));
  return Supergraph.build(supergraphSdl).schema;
}

function contract(sdl: string, filter: Partial<TagFilter>, imports?: string): string {
  const whole = { includeTags: [], excludeTags: [], hideUnreachableTypes: false, ...filter };
  return printSchema(lexicographicSortSchema(contractSchema(supergraphOf(sdl, imports), whole).toGraphQLJSSchema()));
}

const sdl = (text: string) => printSchema(lexicographicSortSchema(buildSchema(text)));

it('hides whatever has an excluded tag', () => {
  const graph = `
    type Query { a(x: In, y: Int @tag(name: "no")): A b: Int @tag(name: "no") u: U e: E d: Date @tag(name: "no") }
    type A { id: ID secret: String @tag(name: "no") }
    type B @tag(name: "no") { id: ID }
    interface I @tag(name: "no") { id: ID }
    union U = A | B
    union V @tag(name: "no") = A
    enum E { X Y @tag(name: "no") }
    input In { a: Int b: Int @tag(name: "no") }
    input Gone @tag(name: "no") { a: Int }
    scalar Date @tag(name: "no")
    type Other { id: ID @tag(name: "other") }
  `;
  expect(contract(graph, { excludeTags: ['no'] })).toBe(
    sdl(
      'type Query { a(x: In): A u: U e: E } type A { id: ID } union U = A enum E { X } input In { a: Int } type Other { id: ID }',
    ),
  );
});

it('hides fields and unions without an included tag; a tag of a type is one of its fields', () => {
  const graph = `
    type Query { a(x: In): A @tag(name: "yes") b: B u: U @tag(name: "yes") }
    type A { id: ID @tag(name: "yes") name: String e: E @tag(name: "yes") }
    type B { id: ID }
    type C @tag(name: "yes") { id: ID name: String }
    interface I @tag(name: "yes") { name: String }
    union U @tag(name: "yes") = A | B
    union V = A
    enum E { X }
    input In { a: Int }
  `;
  expect(contract(graph, { includeTags: ['yes'] })).toBe(
    sdl(`type Query { a(x: In): A u: U } type A { id: ID e: E } type C { id: ID name: String } interface I { name: String }
         union U = A enum E { X } input In { a: Int }`),
  );
});

it('lets an excluded tag win over an included one', () => {
  const graph = 'type Query { a: Int @tag(name: "yes") b: Int @tag(name: "yes") @tag(name: "no") }';
  expect(contract(graph, { includeTags: ['yes'], excludeTags: ['no'] })).toBe(sdl('type Query { a: Int }'));
});

it('hides a type of which nothing is left, and keeps hidden what the graph itself hides', () => {
  const graph = `
    type Query { a: Int own: Int @inaccessible }
    type Mutation { m: Int @tag(name: "no") }
    type A { x: Int @tag(name: "no") y: Int @inaccessible }
    union U = A
    enum E { X @tag(name: "no") }
    input In { a: Int @tag(name: "no") }
  `;
  expect(contract(graph, { excludeTags: ['no'] })).toBe(sdl('type Query { a: Int }'));
});

it('hides the types that nothing leads to, when it is told to', () => {
  const graph = `
    type Query { node: Node search(by: By): [Found] old: Old @tag(name: "no") }
    interface Node { id: ID }
    type A implements Node { id: ID kind: Kind }
    type B { id: ID c: C @tag(name: "no") }
    type C { id: ID }
    type Old { id: ID when: Date }
    union Found = A | B
    enum Kind { X }
    input By { id: ID range: Range }
    input Range { from: Int }
    scalar Date
    scalar Kept @tag(name: "yes")
    type Query2 { a: Int }
  `;
  const rest = `
    type Query { node: Node search(by: By): [Found] } interface Node { id: ID } type A implements Node { id: ID kind: Kind }
    type B { id: ID } union Found = A | B enum Kind { X } input By { id: ID range: Range } input Range { from: Int }
  `;
  const filter = { excludeTags: ['no'], hideUnreachableTypes: true };
  expect(contract(graph, filter)).toBe(sdl(rest));
  expect(contract(graph, { ...filter, hideUnreachableTypes: false })).toContain('type Old');
});

it('knows @tag and @inaccessible by the names they are imported under', () => {
  const imports = '{ name: "@tag", as: "@label" }, { name: "@inaccessible", as: "@hidden" }';
  const graph = 'type Query { a: Int b: Int @label(name: "no") c: Int @hidden }';
  expect(contract(graph, { excludeTags: ['no'] }, imports)).toBe(sdl('type Query { a: Int }'));
});

it('names everything that stands in the way of a valid schema', () => {
  const messageOf = (graph: string) => {
    try {
      return contract(graph, { excludeTags: ['no'] });
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : '';
    }
  };
  expect(messageOf('type Query { a: A b: Int } type A @tag(name: "no") { x: Int }')).toBe(
    'ContractError: Type "A" is @inaccessible but is referenced by "Query.a", which is in the API schema.',
  );
  expect(messageOf('type Query { a: Int @tag(name: "no") }')).toContain(
    'Type "Query" is @inaccessible but is the root query',
  );
  const required = messageOf(`
    type Query { a(x: Int! @tag(name: "no")): Int b(i: In): Int }
    input In { x: Int! @tag(name: "no") y: Int }
  `);
  expect(required).toContain('Argument "Query.a(x:)"');
  expect(required).toContain('Input field "In.x"');
});

it('leaves the supergraph as it is', () => {
  const supergraph = supergraphOf('type Query { a: Int b: Int @tag(name: "no") }');
  contractSchema(supergraph, { includeTags: [], excludeTags: ['no'], hideUnreachableTypes: true });
  expect(printSchema(supergraph.toAPISchema().toGraphQLJSSchema())).toBe(sdl('type Query { a: Int b: Int }'));
});
