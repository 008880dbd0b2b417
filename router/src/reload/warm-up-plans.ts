import { setImmediate } from 'node:timers/promises';
import type { RouterConfig } from '../config/router-config.js';
import type { Graph } from '../graph.js';
import { selectOperation } from '../pipeline/select-operation.js';
import type { UsedOperation } from '../planning/operation-planner.js';

export interface WarmUp {
  readonly from: Graph;
  readonly to: Graph;
  /** How many operations of each API schema, and for how long. */
  readonly limits: RouterConfig['planWarmUp'];
  /** Asked before each operation; when it says no, the rest is left out. */
  isWanted(): boolean;
}

/**
 * Plans for one graph what another is asked most often, so that its first requests need not wait for the planner. Between
 * two plans, requests get their turn.
 */
export async function warmUpPlans({ from, to, limits, isWanted }: WarmUp): Promise<void> {
  const endsAt = performance.now() + limits.deadlineMs;
  for (const [used, graph] of operationsToPlan(from, to, limits.operations)) {
    await setImmediate();
    if (!isWanted() || performance.now() > endsAt) return;
    await planFor(graph, used);
  }
}

/** Of the whole graph and of each contract, with the new graph that they are to be planned for. */
function operationsToPlan(from: Graph, to: Graph, limit: number): (readonly [UsedOperation, Graph])[] {
  const pairs = [...from.contracts].map(([name, contract]) => [contract, to.contracts.get(name)] as const);
  return [[from, to] as const, ...pairs].flatMap(([before, after]) =>
    after ? before.planner.mostUsed(limit).map((used) => [used, after] as const) : [],
  );
}

async function planFor(
  { documents, planner, supergraph }: Graph,
  { parsed, operation, conditions, delivery }: UsedOperation,
): Promise<void> {
  const text = parsed.document.loc?.source.body;
  if (text === undefined) return;
  try {
    const again = await documents.parse({ text, hash: parsed.hash, isToBeRemembered: false });
    const selected = selectOperation(again, operation.name?.value, supergraph.apiSchema);
    await planner.plan(again, selected, conditions, undefined, delivery);
  } catch {
    // The new graph does not have it any more, or not so: whoever asks for it is told why.
  }
}
