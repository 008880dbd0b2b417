import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { type FragmentDefinitionNode, parse, type SelectionSetNode } from 'graphql';
import { mapChildren } from './map-children.js';
import { namesIn } from './map-fetches.js';
import { operationOf, setsBelow } from './operation-selections.js';

/** A fetch, and the names on the way to what it is for. */
export interface PlacedFetch {
  readonly fetch: FetchNode;
  readonly path: readonly string[];
}

/** The planner's fetches have none. */
export const NO_FRAGMENTS: ReadonlyMap<string, FragmentDefinitionNode> = new Map();

export function placedFetches(node: PlanNode, path: readonly string[] = []): PlacedFetch[] {
  if (node.kind === 'Fetch') return [{ fetch: node, path }];
  if (node.kind === 'Flatten') return placedFetches(node.node, [...path, ...namesIn(node.path)]);
  const found: PlacedFetch[] = [];
  mapChildren(node, (child) => {
    found.push(...placedFetches(child, path));
    return child;
  });
  return found;
}

/** What a fetch selects of the objects that it is for. */
export function setsOf({ operation, requires }: FetchNode): readonly SelectionSetNode[] {
  const root = operationOf(parse(operation, { noLocation: true }))?.selectionSet;
  if (!root) return [];
  return requires ? setsBelow([root], '_entities', NO_FRAGMENTS) : [root];
}
