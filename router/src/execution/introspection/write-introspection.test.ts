import {
  buildSchema,
  executeSync,
  type FieldNode,
  type GraphQLResolveInfo,
  getIntrospectionQuery,
  Kind,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { fragmentsOf } from '../../planning/fragments-of.js';
import { doAtOnce } from '../../work-in-parts.js';
import { IntrospectionWriter } from './write-introspection.js';

const schema = buildSchema(`
  directive @mark(text: String = "a \\"b\\"") repeatable on FIELD_DEFINITION | OBJECT
  scalar Url @specifiedBy(url: "https://url.test")
  enum Colour { RED GREEN @deprecated(reason: "It fades") }
  input Filter @oneOf { least: Int word: String }
  interface Node { id: ID! }
  interface Named implements Node { id: ID! "Its name" name: String }
  type Book implements Node & Named { id: ID! name: String old: [[Colour!]]! @deprecated url: Url }
  union Any = Book | Query
  type Query { books(filter: Filter = { least: 3 } first: Int = 10 @deprecated): [Book!]! any: Any }
`);

function writerFor(query: string, variables: Record<string, unknown>, maxValues: number) {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The operation comes first');
  const writer = new IntrospectionWriter({
    fragments: fragmentsOf(document),
    variables,
    info: { schema } as GraphQLResolveInfo,
    maxValues,
  });
  return { document, writer, nodes: operation.selectionSet.selections as readonly FieldNode[] };
}

/** Every root field by itself, as they stand in the answer. */
function introspect(query: string, variables: Record<string, unknown> = {}, maxValues = 100_000): string {
  const { writer, nodes } = writerFor(query, variables, maxValues);
  const fields = nodes.map((node) => {
    const responseName = (node.alias ?? node.name).value;
    const text = doAtOnce(writer.write({ kind: 'introspection', responseName, nodes: [node] }));
    return `${JSON.stringify(responseName)}:${text}`;
  });
  return `{${fields.join()}}`;
}

describe('introspection', () => {
  it.each([
    [
      'the query that tools send',
      getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
      {},
    ],
    [
      'aliases and types by variables',
      'query ($n: String!) { a: __type(name: $n) { k: kind name n: name } b: __type(name: "None") { name } }',
      { n: 'Book' },
    ],
    [
      'fragments and names of types',
      '{ __schema { __typename ...S ... on __Schema { types { __typename ... { name } } } } } fragment S on __Schema { types { name kind } queryType { ...T } } fragment T on __Type { name ...U } fragment U on __Type { description }',
      {},
    ],
    [
      'conditions',
      'query ($no: Boolean!) { __schema { description @include(if: $no) queryType @skip(if: $no) { name } types { kind @skip(if: true) name } } }',
      { no: false },
    ],
    [
      'what is deprecated',
      'query ($all: Boolean) { __type(name: "Colour") { enumValues(includeDeprecated: $all) { name isDeprecated deprecationReason } fields { name } } }',
      { all: true },
    ],
  ])('is what graphql-js answers: %s', (_, query, variables) => {
    const { data } = executeSync({ schema, document: parse(query), variableValues: variables });
    expect(introspect(query, variables)).toBe(JSON.stringify(data));
  });

  it('lets others have their turn', () => {
    const { writer, nodes } = writerFor(
      `{ __schema { ${Array.from({ length: 40 }, (_, n) => `t${n}: types { name fields { name } }`).join(' ')} } }`,
      {},
      100_000,
    );
    const work = writer.write({ kind: 'introspection', responseName: '__schema', nodes });
    expect(work.next().done).toBe(false);
  });

  it('is refused when it has too many values, which those of all root fields are', () => {
    const query = '{ a: __type(name: "Book") { name kind } b: __type(name: "Any") { name kind } }';
    expect(() => introspect(query, {}, 4)).not.toThrow();
    expect(() => introspect(query, {}, 3)).toThrow("The introspection's number of values must be at most 3, got 4");
  });
});
