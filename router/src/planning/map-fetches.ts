import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { mapChildren } from './map-children.js';
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
  if (node.kind === 'Fetch') return change(node, from.sets);
  if (node.kind === 'Flatten') {
    const sets = namesIn(node.path).reduce((at, name) => setsBelow(at, name, from.fragments), from.sets);
    return { ...node, node: mapFetches(node.node, { ...from, sets }, change) };
  }
  return mapChildren(node, (child) => mapFetches(child, from, change));
}

/** The response names on a plan's path, without lists and types. */
export function namesIn(path: readonly (string | number)[]): string[] {
  const names = path.map((element) => String(element).split('|')[0] ?? '');
  return names.filter((name) => name !== '' && name !== '@');
}
