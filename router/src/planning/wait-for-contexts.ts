import type { PlanNode } from '@apollo/query-planner';
import { mapChildren } from './map-children.js';
import { selectsName, setsBelow } from './operation-selections.js';
import { NO_FRAGMENTS, type PlacedFetch, placedFetches, setsOf } from './placed-fetches.js';

/**
 * Has fetches whose arguments come from a context wait for those that bring the values. The planner has them run side by side where
 * the object that sets the context is known from one subgraph, its value from another, and what the value is for from a third.
 */
export function waitForContexts(node: PlanNode): PlanNode {
  const child = mapChildren(node, waitForContexts);
  return child.kind === 'Parallel' ? inTurn(child.nodes) : child;
}

/** Nodes of which some may need what others bring. */
function inTurn(nodes: readonly PlanNode[]): PlanNode {
  const known = nodes.map((node) => ({ node, fetches: placedFetches(node) }));
  const waiting = new Set<PlanNode>();
  const bringing = new Set<PlanNode>();
  for (const { node, fetches } of known) {
    const needed = fetches.flatMap(neededPlaces);
    if (needed.length === 0) continue;
    for (const other of known) {
      if (other.node === node || !other.fetches.some((fetch) => brings(fetch, needed))) continue;
      bringing.add(other.node);
      waiting.add(node);
    }
  }
  const first = [...bringing].filter((node) => !waiting.has(node));
  if (first.length === 0) return together(nodes);
  const others = nodes.filter((node) => !bringing.has(node) && !waiting.has(node));
  return together([...others, { kind: 'Sequence', nodes: [together(first), inTurn([...waiting])] }]);
}

function together(nodes: readonly PlanNode[]): PlanNode {
  const [only] = nodes;
  return nodes.length === 1 && only ? only : { kind: 'Parallel', nodes: [...nodes] };
}

/** Where the values stand that its contexts give it. */
function neededPlaces({ fetch: { contextRewrites = [] }, path }: PlacedFetch): string[][] {
  return contextRewrites.map((rewrite) => {
    const levelsUp = rewrite.path.filter((element) => element === '..').length;
    const names = rewrite.path.slice(levelsUp).filter((element) => !element.startsWith('... '));
    return [...path.slice(0, path.length - levelsUp), ...names];
  });
}

function brings({ fetch, path }: PlacedFetch, places: readonly (readonly string[])[]): boolean {
  const below = places.filter((place) => place.length > path.length && path.every((name, at) => name === place[at]));
  if (below.length === 0) return false;
  const sets = setsOf(fetch);
  return below.some((place) => {
    const [name = '', ...above] = place.slice(path.length).reverse();
    const at = above.reduceRight((over, key) => setsBelow(over, key, NO_FRAGMENTS), sets);
    return at.some((set) => selectsName(set, name, NO_FRAGMENTS));
  });
}
