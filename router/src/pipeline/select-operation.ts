import { type GraphQLSchema, getOperationAST, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { RequestError } from '../errors/request-error.js';
import type { ParsedDocument } from '../planning/parsed-document.js';
import type { OperationRequest } from './operation-request.js';

/**
 * @throws RequestError validationFailed    no operation of that name, none named where there are several, or one of a kind
 * that the schema does not have (which graphql-js's validation lets pass)
 */
export function selectOperation(
  { document }: ParsedDocument,
  operationName: string | undefined,
  schema: GraphQLSchema,
): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    throw new RequestError(
      'validationFailed',
      operationName
        ? `The document has no operation "${operationName}"`
        : 'An "operationName" must say which operation is meant',
    );
  }
  if (!schema.getRootType(operation.operation)) {
    throw new RequestError('validationFailed', `The schema has no ${operation.operation}s`);
  }
  return operation;
}

/**
 * A GET must change nothing, and only some transports can carry more than one answer.
 *
 * @throws RequestError    methodNotAllowed or notAcceptable
 */
export function allowOverTransport(
  { operation }: OperationDefinitionNode,
  { transport, takesStream }: Pick<OperationRequest, 'transport' | 'takesStream'>,
): void {
  if (operation === OperationTypeNode.MUTATION && transport.endsWith('-get')) {
    throw new RequestError('methodNotAllowed', 'A mutation must be sent by POST');
  }
  if (operation === OperationTypeNode.SUBSCRIPTION && !takesStream) {
    throw new RequestError(
      'notAcceptable',
      'A subscription needs a WebSocket, or "Accept: text/event-stream" or "multipart/mixed;subscriptionSpec=1.0"',
    );
  }
}
