import type { IncomingHttpHeaders } from 'node:http';
import type { JsonRecord } from '../json-record.js';
import type { ClientFacts, OperationRequest } from '../pipeline/operation-request.js';

/** Who sends a request, as the request itself says. */
export type SenderFacts = Pick<OperationRequest, 'authorization' | 'cookie' | 'apiKey' | 'client' | 'headers'>;

/**
 * @param parameters    a WebSocket's connection parameters: browsers cannot set headers there; each wins over its header
 * @param address    of the peer, without a port
 */
export function senderFacts(
  headers: IncomingHttpHeaders,
  address: string | undefined,
  parameters?: JsonRecord,
): SenderFacts {
  const find = (name: string) => textOf(parameters?.[name]) ?? textOf(headers[name]);
  return {
    authorization: textOf(parameters?.Authorization) ?? find('authorization'),
    cookie: headers.cookie,
    apiKey: find('x-api-key'),
    client: clientFacts(find('apollographql-client-name'), find('apollographql-client-version'), address),
    headers,
  };
}

function clientFacts(name: string | undefined, version: string | undefined, address: string | undefined): ClientFacts {
  if (!name && !version) return address ? { address } : {};
  return { ...(name && { name }), ...(version && { version }), ...(address && { address }) };
}

/** A header that comes twice says nothing. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
