import type { PlanNode } from '@apollo/query-planner';

/** The node with its children changed; a fetch has none. */
export function mapChildren(node: PlanNode, change: (child: PlanNode) => PlanNode): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(change) };
    case 'Condition': {
      const { ifClause, elseClause } = node;
      return {
        ...node,
        ...(ifClause && { ifClause: change(ifClause) }),
        ...(elseClause && { elseClause: change(elseClause) }),
      };
    }
    case 'Defer': {
      const { primary, deferred } = node;
      return {
        ...node,
        primary: { ...primary, ...(primary.node && { node: change(primary.node) }) },
        deferred: deferred.map((part) => ({ ...part, ...(part.node && { node: change(part.node) }) })),
      };
    }
    case 'Flatten':
    case 'Fetch':
      return node;
  }
}
