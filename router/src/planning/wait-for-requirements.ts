import type { PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import type { FieldTwins } from './field-twins.js';
import { mapChildren } from './map-children.js';
import { responseNameOf } from './operation-selections.js';
import { type PlacedFetch, placedFetches, setsOf } from './placed-fetches.js';

/** A fetch, under the conditions it has. Places are response names from the root, as "a/b/c". */
interface Leaf {
  readonly node: PlanNode;
  /** Where the requirements stand that its representations tell, and others bring. */
  readonly needed: readonly string[];
  readonly brought: ReadonlySet<string>;
}

/**
 * Has fetches wait for what their representations tell of requirements. The planner has one run too early where the way to what is
 * required goes by a key that only another subgraph knows: the key comes after the fetch whose requirement it leads to.
 */
export function waitForRequirements(node: PlanNode, twins: FieldTwins): PlanNode {
  if (node.kind === 'Defer') return mapChildren(node, (child) => waitForRequirements(child, twins));
  const isRequiring = placedFetches(node).some(({ fetch }) => twins.requiredIn(fetch.serviceName).size > 0);
  if (!isRequiring) return node;
  const apart = withOwnConditions(node);
  const leaves = new Map(leavesOf(apart).map((leaf) => [leaf, factsOf(leaf, twins)]));
  const ordered = new Ordering(leaves).ofPlan(apart);
  return ordered === apart ? node : ordered;
}

/** The same plan with conditions at each fetch, so that others can run in between. */
function withOwnConditions(node: PlanNode): PlanNode {
  if (node.kind === 'Sequence' || node.kind === 'Parallel') return mapChildren(node, withOwnConditions);
  if (node.kind !== 'Condition') return node;
  const { condition, ifClause, elseClause } = node;
  const clauses = [
    ...(ifClause
      ? [mapLeaves(withOwnConditions(ifClause), (leaf) => ({ kind: 'Condition', condition, ifClause: leaf }))]
      : []),
    ...(elseClause
      ? [mapLeaves(withOwnConditions(elseClause), (leaf) => ({ kind: 'Condition', condition, elseClause: leaf }))]
      : []),
  ];
  const [only] = clauses;
  return clauses.length === 1 && only ? only : { kind: 'Parallel', nodes: clauses };
}

class Ordering {
  readonly #leaves: ReadonlyMap<PlanNode, Leaf>;
  /** What any of them brings. */
  readonly #brought: ReadonlySet<string>;

  constructor(leaves: ReadonlyMap<PlanNode, Leaf>) {
    this.#leaves = leaves;
    this.#brought = new Set([...leaves.values()].flatMap(({ brought }) => [...brought]));
  }

  /** @returns the same plan when no fetch is too early, or when two wait for each other */
  ofPlan(node: PlanNode): PlanNode {
    let stages = node.kind === 'Sequence' ? node.nodes : [node];
    for (let moves = 0; moves <= 2 * this.#leaves.size; moves++) {
      const early = this.#firstTooEarly({ kind: 'Sequence', nodes: stages }, new Set());
      if (!early) return moves === 0 ? node : { kind: 'Sequence', nodes: stages };
      const ready = this.#stageBefore(early, stages);
      stages = stages.flatMap((stage, index) => {
        const rest = without(stage, early.node);
        return [...(rest ? [rest] : []), ...(index === ready ? [early.node] : [])];
      });
    }
    return node;
  }

  /** @param before    the places that are there when the node begins */
  #firstTooEarly(node: PlanNode, before: ReadonlySet<string>): Leaf | undefined {
    if (node.kind === 'Parallel') return firstOf(node.nodes, (child) => this.#firstTooEarly(child, before));
    if (node.kind === 'Sequence') {
      const there = new Set(before);
      return firstOf(node.nodes, (child) => {
        const early = this.#firstTooEarly(child, there);
        for (const leaf of leavesOf(child)) for (const place of this.#of(leaf).brought) there.add(place);
        return early;
      });
    }
    const leaf = this.#of(node);
    return this.#awaitedBy(leaf).some((place) => !before.has(place)) ? leaf : undefined;
  }

  /** The index of the stage after which all is there that others bring. */
  #stageBefore(leaf: Leaf, stages: readonly PlanNode[]): number {
    const missing = new Set(this.#awaitedBy(leaf));
    return stages.findIndex((stage) => {
      const others = leavesOf(stage).filter((other) => other !== leaf.node);
      for (const other of others) for (const place of this.#of(other).brought) missing.delete(place);
      return missing.size === 0;
    });
  }

  #awaitedBy({ needed }: Leaf): string[] {
    return needed.filter((place) => this.#brought.has(place));
  }

  #of(node: PlanNode): Leaf {
    return this.#leaves.get(node) ?? { node, needed: [], brought: new Set() };
  }
}

function firstOf<T>(nodes: readonly PlanNode[], find: (node: PlanNode) => T | undefined): T | undefined {
  for (const node of nodes) {
    const found = find(node);
    if (found !== undefined) return found;
  }
  return undefined;
}

function leavesOf(node: PlanNode): PlanNode[] {
  return node.kind === 'Sequence' || node.kind === 'Parallel' ? node.nodes.flatMap(leavesOf) : [node];
}

function mapLeaves(node: PlanNode, change: (leaf: PlanNode) => PlanNode): PlanNode {
  const isInner = node.kind === 'Sequence' || node.kind === 'Parallel';
  return isInner ? mapChildren(node, (child) => mapLeaves(child, change)) : change(node);
}

function without(node: PlanNode, leaf: PlanNode): PlanNode | undefined {
  if (node === leaf) return undefined;
  if (node.kind !== 'Sequence' && node.kind !== 'Parallel') return node;
  const nodes = node.nodes.flatMap((child) => without(child, leaf) ?? []);
  return nodes.length > 1 ? { ...node, nodes } : nodes[0];
}

function factsOf(node: PlanNode, twins: FieldTwins): Leaf {
  const fetches = placedFetches(node);
  const brought = new Set(fetches.flatMap(broughtPlaces));
  const needed = fetches.flatMap((fetch) => neededPlaces(fetch, twins));
  return { node, needed: needed.filter((place) => !brought.has(place)), brought };
}

function neededPlaces({ fetch: { requires = [], serviceName }, path }: PlacedFetch, twins: FieldTwins): string[] {
  const required = twins.requiredIn(serviceName);
  const within = (selections: readonly QueryPlanSelectionNode[], above: readonly string[]): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind !== 'Field') return within(selection.selections, above);
      const place = [...above, selection.name];
      const below = within(selection.selections ?? [], place);
      return required.has(selection.name) ? [place.join('/'), ...below] : below;
    });
  return required.size === 0 ? [] : within(requires, path);
}

function broughtPlaces(placed: PlacedFetch): string[] {
  const within = ({ selections }: SelectionSetNode, above: readonly string[]): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) return within(selection.selectionSet, above);
      const place = [...above, responseNameOf(selection)];
      return [place.join('/'), ...(selection.selectionSet ? within(selection.selectionSet, place) : [])];
    });
  return setsOf(placed.fetch).flatMap((set) => within(set, placed.path));
}
