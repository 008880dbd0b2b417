import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, SelectionSetNode } from 'graphql';
import { askApart } from './ask-apart.js';
import type { FieldTwins } from './field-twins.js';
import { fragmentsOf } from './fragments-of.js';
import { mapFetches } from './map-fetches.js';
import { operationOf } from './operation-selections.js';
import { MemberRestoring, type SupergraphMembers } from './restore-members.js';
import { type InterfaceObjectFacts, splitInterfaceObject } from './split-interface-object.js';
import { waitForContexts } from './wait-for-contexts.js';
import { waitForRequirements } from './wait-for-requirements.js';

export interface CorrectedFor extends SupergraphMembers, InterfaceObjectFacts {
  readonly hasInterfaceObjects: boolean;
  readonly twins: FieldTwins;
}

/**
 * Has the planner's fetches ask for what the operation selects: neither less, of members that not all subgraphs know, nor more, of
 * interface objects; and each wait for the values that its arguments take from contexts.
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
  if (!node || !operation) return node;
  const inTurn = inOrder(node, supergraph);
  if (partlyKnownTypes.isEmpty && !hasInterfaceObjects) return inTurn;
  const fragments = fragmentsOf(document);
  const from = { sets: [operation.selectionSet], fragments };
  const { variableDefinitions: variables = [] } = operation;
  const members = new MemberRestoring(supergraph, { fragments, variables, plan });
  const correct = (given: FetchNode, sets: readonly SelectionSetNode[]): PlanNode => {
    const { fetch, further } = members.restoreIn(given, sets);
    return inSequence(splitInterfaceObject(fetch, { sets, fragments }, supergraph), further);
  };
  if (inTurn.kind !== 'Subscription') return mapFetches(inTurn, from, correct);
  const { fetch, further } = members.restoreIn(inTurn.primary, from.sets);
  const rest = [...(inTurn.rest ? [mapFetches(inTurn.rest, from, correct)] : []), ...further];
  return { ...inTurn, primary: fetch, ...(rest.length > 0 && { rest: { kind: 'Parallel', nodes: rest } }) };
}

function inOrder(node: NonNullable<QueryPlan['node']>, supergraph: CorrectedFor): NonNullable<QueryPlan['node']> {
  const { partlyKnownTypes, twins } = supergraph;
  const requiring = (subgraph: string) =>
    twins.requiredIn(subgraph).size > 0 ? partlyKnownTypes.schemaOf(subgraph) : undefined;
  const order = (given: PlanNode) => waitForContexts(waitForRequirements(askApart(given, requiring), twins));
  return node.kind === 'Subscription' ? { ...node, ...(node.rest && { rest: order(node.rest) }) } : order(node);
}

function inSequence(first: PlanNode, further: readonly PlanNode[]): PlanNode {
  return further.length === 0 ? first : { kind: 'Sequence', nodes: [first, { kind: 'Parallel', nodes: [...further] }] };
}
