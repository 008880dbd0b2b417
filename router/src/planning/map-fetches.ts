import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { setsBelow } from './operation-selections.js';

export interface SelectedFrom {
  /** What the operation selects where the plan's paths begin. */
  readonly sets: readonly SelectionSetNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** @param change    given what the operation selects of the objects that the fetch is for; nothing of those it does not select */
export function mapFetches(
  node: PlanNode,
  from: SelectedFrom,
  change: (fetch: FetchNode, sets: readonly SelectionSetNode[]) => PlanNode,
): PlanNode {
  const map = (child: PlanNode): PlanNode => mapFetches(child, from, change);
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(map) };
    case 'Condition': {
      const { ifClause, elseClause } = node;
      return {
        ...node,
        ...(ifClause && { ifClause: map(ifClause) }),
        ...(elseClause && { elseClause: map(elseClause) }),
      };
    }
    case 'Flatten':
      return { ...node, node: mapFetches(node.node, { ...from, sets: setsAt(node.path, from) }, change) };
    case 'Fetch':
      return change(node, from.sets);
    case 'Defer': {
      const { primary, deferred } = node;
      return {
        ...node,
        primary: { ...primary, ...(primary.node && { node: map(primary.node) }) },
        deferred: deferred.map((part) => ({ ...part, ...(part.node && { node: map(part.node) }) })),
      };
    }
  }
}

function setsAt(path: readonly (string | number)[], { sets, fragments }: SelectedFrom): readonly SelectionSetNode[] {
  const names = path
    .map((element) => String(element).split('|')[0] ?? '')
    .filter((name) => name !== '' && name !== '@');
  return names.reduce((at, name) => setsBelow(at, name, fragments), sets);
}
