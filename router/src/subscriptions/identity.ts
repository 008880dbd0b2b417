import type { OperationCall } from '../execution/operation-call.js';

/** Claims that differ between two access tokens of the same rights (RFC 7519, section 4.1). */
const TIMES = new Set(['iat', 'exp', 'nbf', 'jti']);

type IdentifyingCall = Pick<OperationCall, 'viewer' | 'graph' | 'headers' | 'upstreamHeaders'>;

/**
 * Whose rights a subscription has: who may see the same has the same identity. The whole of the token counts, for a subgraph
 * may decide by any claim, but for its times; and so do the headers that are passed on.
 */
export function identityOf({ viewer, graph, headers, upstreamHeaders }: IdentifyingCall): string {
  const passedOn = toldToAll({ graph, headers, upstreamHeaders });
  if (!viewer) return passedOn;
  const claims = Object.entries(viewer.claims).filter(([name]) => !TIMES.has(name));
  return JSON.stringify([viewer.sub, viewer.scopes, claims.sort(([one], [other]) => (one < other ? -1 : 1)), passedOn]);
}

/** What of a call every subgraph is told in headers, signed context or not; empty when it is nothing. */
export function toldToAll({ graph, headers, upstreamHeaders }: Omit<IdentifyingCall, 'viewer'>): string {
  const passedOn = graph.subgraphs.passedOn(headers);
  return upstreamHeaders ? `${passedOn} ${JSON.stringify(upstreamHeaders)}` : passedOn;
}
