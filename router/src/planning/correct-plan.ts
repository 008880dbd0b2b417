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
 */
export function correctPlan(
  node: QueryPlan['node'],
  document: DocumentNode,
  supergraph: CorrectedFor,
): QueryPlan['node'] {
  const operation = operationOf(document);
  const { partlyKnownTypes, hasInterfaceObjects } = supergraph;
  if (!node || !operation || (partlyKnownTypes.isEmpty && !hasInterfaceObjects)) return node;
  const fragments = fragmentsOf(document);
  const from = { sets: [operation.selectionSet], fragments };
  const members = new MemberRestoring(supergraph, fragments, operation.variableDefinitions ?? []);
  const correct = (fetch: FetchNode, sets: readonly SelectionSetNode[]): PlanNode =>
    splitInterfaceObject(members.restoreIn(fetch, sets), { sets, fragments }, supergraph);
  if (node.kind !== 'Subscription') return mapFetches(node, from, correct);
  const { primary, rest } = node;
  return {
    ...node,
    primary: members.restoreIn(primary, from.sets),
    ...(rest && { rest: mapFetches(rest, from, correct) }),
  };
}
