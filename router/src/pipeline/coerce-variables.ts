import { type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';
import { RequestError } from '../errors/request-error.js';
import type { JsonRecord } from '../json-record.js';

const MAX_ERRORS = 20;

/**
 * @returns the values by name, defaults filled in; a variable that was not sent and has no default is absent
 * @throws RequestError badInput    names each variable that is not of its type
 */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  sent: JsonRecord,
): JsonRecord {
  const result = getVariableValues(schema, operation.variableDefinitions ?? [], sent, { maxErrors: MAX_ERRORS });
  if (result.errors) throw RequestError.from('badInput', result.errors);
  return result.coerced;
}
