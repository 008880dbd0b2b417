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
  /** Place → whether it brings that under no condition. */
  readonly brought: ReadonlyMap<string, boolean>;
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
  /** Place → all that bring it. */
  readonly #bringing = new Map<string, Leaf[]>();

  constructor(leaves: ReadonlyMap<PlanNode, Leaf>) {
    this.#leaves = leaves;
    for (const leaf of leaves.values()) {
      for (const place of leaf.brought.keys()) this.#bringing.set(place, [...(this.#bringing.get(place) ?? []), leaf]);
    }
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

  /** @param before    what is done when the node begins */
  #firstTooEarly(node: PlanNode, before: ReadonlySet<PlanNode>): Leaf | undefined {
    if (node.kind === 'Parallel') return firstOf(node.nodes, (child) => this.#firstTooEarly(child, before));
    if (node.kind === 'Sequence') {
      const done = new Set(before);
      return firstOf(node.nodes, (child) => {
        const early = this.#firstTooEarly(child, done);
        for (const leaf of leavesOf(child)) done.add(leaf);
        return early;
      });
    }
    const leaf = this.#leaves.get(node);
    return leaf && !this.#hasAll(leaf, before) ? leaf : undefined;
  }

  /** The index of the stage after which all is there that others bring. */
  #stageBefore(leaf: Leaf, stages: readonly PlanNode[]): number {
    const done = new Set<PlanNode>();
    return stages.findIndex((stage) => {
      for (const other of leavesOf(stage)) done.add(other);
      return this.#hasAll(leaf, done);
    });
  }

  /** What is brought under conditions only is there when all are done that might bring it. */
  #hasAll({ needed }: Leaf, done: ReadonlySet<PlanNode>): boolean {
    return needed.every((place) => {
      const bringing = this.#bringing.get(place) ?? [];
      const isDone = ({ node }: Leaf) => done.has(node);
      return bringing.every(isDone) || bringing.some((leaf) => leaf.brought.get(place) && isDone(leaf));
    });
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
  const brought = new Map<string, boolean>();
  for (const fetch of fetches) noteBrought(fetch, node.kind !== 'Condition', brought);
  const needed = fetches.flatMap((fetch) => neededPlaces(fetch, twins));
  return { node, needed: needed.filter((place) => !brought.has(place)), brought };
}

function neededPlaces({ fetch: { requires = [], serviceName }, path }: PlacedFetch, twins: FieldTwins): string[] {
  const required = twins.requiredIn(serviceName);
  const within = (selections: readonly QueryPlanSelectionNode[], above: readonly string[]): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind !== 'Field') return within(selection.selections, above);
      const way = [...above, selection.name];
      const below = within(selection.selections ?? [], way);
      return required.has(way.join('/')) ? [[...path, ...way].join('/'), ...below] : below;
    });
  return required.size === 0 ? [] : within(requires, []);
}

function noteBrought({ fetch, path }: PlacedFetch, isSure: boolean, brought: Map<string, boolean>): void {
  const note = ({ selections }: SelectionSetNode, above: readonly string[], isSureAbove: boolean): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      const isSureHere = isSureAbove && !selection.directives?.length;
      const place = selection.kind === Kind.FIELD ? [...above, responseNameOf(selection)] : above;
      if (place !== above) brought.set(place.join('/'), isSureHere || brought.get(place.join('/')) === true);
      if (selection.selectionSet) note(selection.selectionSet, place, isSureHere);
    }
  };
  for (const set of setsOf(fetch)) note(set, path, isSure);
}
