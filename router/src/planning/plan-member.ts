import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { DEFER } from './deferred-fragments.js';
import { operationOf, setOf } from './operation-selections.js';
import { TYPENAME } from './selection-conditions.js';

export interface MemberSelection {
  /** See `addMemberEntries`. */
  readonly entry: string;
  readonly selections: readonly SelectionNode[];
  /** Where the member's objects are, seen from the fetch that has them. */
  readonly path: readonly string[];
}

/** What the selections of a member may refer to. */
export interface MemberSurroundings {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: readonly VariableDefinitionNode[];
  plan(document: DocumentNode): QueryPlan['node'];
}

export interface MemberPlan {
  /** What the subgraph that has the objects answers by itself, keys among it. */
  readonly selections: readonly SelectionNode[];
  /** What comes after it, if anything does. */
  readonly further: PlanNode | undefined;
}

/** @returns undefined where the planner has no way to all that is selected */
export function planMember(member: MemberSelection, surroundings: MemberSurroundings): MemberPlan | undefined {
  const node = planFromEntry(member, surroundings);
  const [first, ...others] = node?.kind === 'Sequence' ? node.nodes : [node];
  if (first?.kind !== 'Fetch' || first.outputRewrites?.length) return undefined;
  const selections = selectionsOf(first);
  if (others.length === 0) return selections && { selections, further: undefined };
  const nodes = others.map((other) => other && moved(other, member.path));
  if (!selections || !nodes.every((other) => other !== undefined)) return undefined;
  return { selections, further: { kind: 'Sequence', nodes } };
}

function planFromEntry(
  { entry, selections }: MemberSelection,
  { fragments, variables, plan }: MemberSurroundings,
): PlanNode | undefined {
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: variables,
        selectionSet: setOf([
          { kind: Kind.FIELD, name: { kind: Kind.NAME, value: entry }, selectionSet: setOf([TYPENAME, ...selections]) },
        ]),
      },
      ...fragments.values(),
    ],
  };
  // What is deferred follows all the same, as everything does that is fetched with the part it stands in.
  const whole = visit(document, { Directive: ({ name }) => (name.value === DEFER ? null : undefined) });
  try {
    const node = plan(whole);
    return node?.kind === 'Subscription' ? undefined : node;
  } catch {
    return undefined;
  }
}

function selectionsOf({ operation }: FetchNode): readonly SelectionNode[] | undefined {
  const [entry] = operationOf(parse(operation, { noLocation: true }))?.selectionSet.selections ?? [];
  return entry?.kind === Kind.FIELD ? entry.selectionSet?.selections : undefined;
}

/** The node with paths that begin at the fetch in place of the entry; undefined when a fetch stands at the entry itself. */
function moved(node: PlanNode, path: readonly string[]): PlanNode | undefined {
  switch (node.kind) {
    case 'Flatten': {
      const [, ...below] = node.path.filter((element) => element !== '');
      return { ...node, path: [...path, ...below] };
    }
    case 'Sequence':
    case 'Parallel': {
      const nodes = node.nodes.map((child) => moved(child, path));
      return nodes.every((child) => child !== undefined) ? { ...node, nodes } : undefined;
    }
    case 'Condition': {
      const ifClause = node.ifClause && moved(node.ifClause, path);
      const elseClause = node.elseClause && moved(node.elseClause, path);
      if ((node.ifClause && !ifClause) || (node.elseClause && !elseClause)) return undefined;
      return { ...node, ...(ifClause && { ifClause }), ...(elseClause && { elseClause }) };
    }
    default:
      return undefined;
  }
}
