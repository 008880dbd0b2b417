import type { RequestSigner } from './request-signer.js';
import type { SubgraphRequest } from './subgraph-transport.js';

/** All headers of a request to a subgraph but those of the connection; signed when there is a signer. */
export function requestHeaders(
  { headers, body }: SubgraphRequest,
  path: string,
  signer: RequestSigner | undefined,
): Record<string, string> {
  const all: Record<string, string> = {
    ...headers,
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
  };
  return signer ? { ...all, ...signer.sign({ method: 'POST', path, headers: all, body }) } : all;
}
