import { buildSchema, type GraphQLError, getVariableValues, Kind, parse } from 'graphql';
import { expect, it } from 'vitest';
import { RequestError } from '../errors/request-error.js';
import { coerceVariables } from './coerce-variables.js';

const schema = buildSchema(`
  type Query { find(id: ID!, first: Int = 10, filter: Filter, tags: [String!]): String }
  enum Order { ASC DESC }
  input Filter { text: String! = "any", order: Order = ASC, below: Filter }
`);
const [operation] = parse(`
  query ($id: ID!, $first: Int = 5, $filter: Filter = { text: "set" }, $tags: [String!], $none: Int = null, $must: Int! = 1) {
    find(id: $id, first: $first, filter: $filter, tags: $tags)
  }
`).definitions;

it.each([
  ['what is sent', { id: '1', first: 2, filter: { text: 'x', order: 'DESC', below: {} }, tags: ['a'], must: 3 }],
  ['defaults', { id: 1 }],
  ['nulls', { id: '1', first: null, filter: null, tags: null, none: null }],
  ['a single value for a list', { id: '1', tags: 'a' }],
  ['what nobody asked for', { id: '1', more: true }],
  ['a missing value', {}],
  ['a null where none may stand', { id: null, must: null }],
  ['wrong types', { id: '1', first: 'two', filter: { order: 'UP', more: 1 }, tags: [null] }],
  ['an object for a number', { id: {}, first: [] }],
])('makes of %s what graphql-js does', (_, sent) => {
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The document has an operation');
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], sent);
  for (const time of ['first', 'second']) {
    const got = [time, attempt(() => coerceVariables(schema, operation, sent))];
    expect(got).toEqual([time, errors ? messagesOf(errors) : coerced]);
  }
});

function attempt(coerce: () => unknown): unknown {
  try {
    return coerce();
  } catch (error) {
    if (error instanceof RequestError) return messagesOf(error.details);
    throw error;
  }
}

function messagesOf(errors: readonly Pick<GraphQLError, 'message'>[]): string[] {
  return errors.map(({ message }) => message);
}
