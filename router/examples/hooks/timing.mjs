/** Tells each client how long it took, in `extensions.timing`, and how much of it was waiting for which subgraph. */
export default {
  onSubgraphResponse({ request: { context }, subgraph, durationMs }) {
    const waited = context.get('waited') ?? {};
    context.set('waited', { ...waited, [subgraph]: (waited[subgraph] ?? 0) + durationMs });
  },
  onResponse({ request: { context }, durationMs }) {
    return { extensions: { timing: { totalMs: durationMs, waitedMs: context.get('waited') ?? {} } } };
  },
};
