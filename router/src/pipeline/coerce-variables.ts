import {
  coerceInputValue,
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import { RequestError } from '../errors/request-error.js';
import type { JsonRecord } from '../json-record.js';

const MAX_ERRORS = 20;

interface ExpectedVariable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly isRequired: boolean;
  /** Undefined without one. */
  readonly defaultValue: unknown;
}

/** What an operation of a parsed document expects, worked out once. */
const expectedOf = new WeakMap<OperationDefinitionNode, readonly ExpectedVariable[]>();

/**
 * @param operation    valid, and always of the same schema
 * @returns the values by name, defaults filled in; a variable that was not sent and has no default is absent
 * @throws RequestError badInput    names each variable that is not of its type
 */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  sent: JsonRecord,
): JsonRecord {
  let expected = expectedOf.get(operation);
  if (!expected) {
    expected = readExpected(schema, operation);
    expectedOf.set(operation, expected);
  }
  return coerceValid(expected, sent) ?? coerceAny(schema, operation, sent);
}

/** As graphql-js does it, without looking the types up each time; undefined when it would have something to say. */
function coerceValid(expected: readonly ExpectedVariable[], sent: JsonRecord): JsonRecord | undefined {
  const coerced: JsonRecord = {};
  try {
    for (const { name, type, isRequired, defaultValue } of expected) {
      const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
      if (value !== undefined && !(value === null && isRequired)) {
        coerced[name] = coerceInputValue(value, type, stopAtFirst);
      } else if (defaultValue !== undefined && value === undefined) coerced[name] = defaultValue;
      else if (isRequired) return undefined;
    }
    return coerced;
  } catch (error) {
    if (error === NOT_VALID) return undefined;
    throw error;
  }
}

const NOT_VALID = new Error('A variable is not of its type');

/** Each further one would be put into words: ten thousand items of a wrong type take a quarter of a second. */
function stopAtFirst(): never {
  throw NOT_VALID;
}

function coerceAny(schema: GraphQLSchema, operation: OperationDefinitionNode, sent: JsonRecord): JsonRecord {
  const result = getVariableValues(schema, operation.variableDefinitions ?? [], sent, { maxErrors: MAX_ERRORS });
  if (result.errors) throw RequestError.from('badInput', result.errors);
  return result.coerced;
}

function readExpected(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): ExpectedVariable[] {
  return variableDefinitions.map(({ variable, type: typeNode, defaultValue }) => {
    const type = typeFromAST(schema, typeNode);
    if (!isInputType(type)) throw new Error(`Of a valid operation $${variable.name.value} has an input type`);
    return {
      name: variable.name.value,
      type,
      isRequired: isNonNullType(type),
      defaultValue: defaultValue && valueFromAST(defaultValue, type),
    };
  });
}
