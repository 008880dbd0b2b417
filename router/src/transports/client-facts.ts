import type { IncomingHttpHeaders } from 'node:http';
import type { JsonRecord } from '../json-record.js';
import type { OperationRequest } from '../pipeline/operation-request.js';

/** Who sends a request, as the request itself says. */
export type SenderFacts = Pick<OperationRequest, 'authorization' | 'cookie' | 'apiKey' | 'client' | 'headers'>;

/**
 * @param parameters    a WebSocket's connection parameters: browsers cannot set headers there; each wins over its header
 * @param address    of the peer, without a port
 */
export function senderFacts(
  headers: IncomingHttpHeaders,
  address: string | undefined,
  parameters: JsonRecord = {},
): SenderFacts {
  const find = (name: string) => textOf(parameters[name]) ?? textOf(headers[name]);
  const name = find('apollographql-client-name');
  const version = find('apollographql-client-version');
  return {
    authorization: textOf(parameters.Authorization) ?? find('authorization'),
    cookie: headers.cookie,
    apiKey: find('x-api-key'),
    client: { ...(name && { name }), ...(version && { version }), ...(address && { address }) },
    headers,
  };
}

/** A header that comes twice says nothing. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
