import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, SelectionSetNode } from 'graphql';
import { fragmentsOf } from './fragments-of.js';
import { mapFetches } from './map-fetches.js';
import { operationOf } from './operation-selections.js';
import { MemberRestoring, type SupergraphMembers } from './restore-members.js';
import { type InterfaceObjectFacts, splitInterfaceObject } from './split-interface-object.js';

export interface CorrectedFor extends SupergraphMembers, InterfaceObjectFacts {
  readonly hasInterfaceObjects: boolean;
}

/**
 * Has the planner's fetches ask for what the operation selects: neither less, of members that not all subgraphs know, nor more, of
 * interface objects.
 *
 * @param document    what was planned
 * @param plan    plans what is selected of a member
 */
export function correctPlan(
  node: QueryPlan['node'],
  document: DocumentNode,
  supergraph: CorrectedFor,
  plan: (document: DocumentNode) => QueryPlan['node'],
): QueryPlan['node'] {
  const operation = operationOf(document);
  const { partlyKnownTypes, hasInterfaceObjects } = supergraph;
  if (!node || !operation || (partlyKnownTypes.isEmpty && !hasInterfaceObjects)) return node;
  const fragments = fragmentsOf(document);
  const from = { sets: [operation.selectionSet], fragments };
  const { variableDefinitions: variables = [] } = operation;
  const members = new MemberRestoring(supergraph, { fragments, variables, plan });
  const correct = (given: FetchNode, sets: readonly SelectionSetNode[]): PlanNode => {
    const { fetch, further } = members.restoreIn(given, sets);
    return inSequence(splitInterfaceObject(fetch, { sets, fragments }, supergraph), further);
  };
  if (node.kind !== 'Subscription') return mapFetches(node, from, correct);
  const { fetch, further } = members.restoreIn(node.primary, from.sets);
  const rest = [...(node.rest ? [mapFetches(node.rest, from, correct)] : []), ...further];
  return { ...node, primary: fetch, ...(rest.length > 0 && { rest: { kind: 'Parallel', nodes: rest } }) };
}

function inSequence(first: PlanNode, further: readonly PlanNode[]): PlanNode {
  return further.length === 0 ? first : { kind: 'Sequence', nodes: [first, { kind: 'Parallel', nodes: [...further] }] };
}
