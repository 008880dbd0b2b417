import type { Engine } from '../engine.js';
import type { OperationCall } from './operation-call.js';

/** What every subgraph is told with a request: its id and, when there is a signing key, who asks. */
export function subgraphHeaders(
  { signer }: Engine,
  { requestId, viewer, client }: OperationCall,
): Record<string, string> {
  const context = signer?.sign({ requestId, viewer, client });
  return { 'x-request-id': requestId, ...(context && { 'x-router-context': context }) };
}
