import type { OperationCall } from '../execution/operation-call.js';

/** Claims that differ between two access tokens of the same rights (RFC 7519, section 4.1). */
const TIMES = new Set(['iat', 'exp', 'nbf', 'jti']);

/**
 * Whose rights a subscription has: who may see the same has the same identity. The whole of the token counts, for a subgraph
 * may decide by any claim, but for its times; and so do the headers that are passed on.
 */
export function identityOf({ viewer, graph, headers }: Pick<OperationCall, 'viewer' | 'graph' | 'headers'>): string {
  const passedOn = graph.subgraphs.passedOn(headers);
  if (!viewer) return passedOn;
  const claims = Object.entries(viewer.claims).filter(([name]) => !TIMES.has(name));
  return JSON.stringify([viewer.sub, viewer.scopes, claims.sort(([one], [other]) => (one < other ? -1 : 1)), passedOn]);
}
