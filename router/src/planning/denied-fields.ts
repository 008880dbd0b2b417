import { type DocumentNode, type FieldNode, type OperationDefinitionNode, visit } from 'graphql';
import { TYPENAME } from './selection-conditions.js';

/** What of an operation the viewer may not have. */
export interface DeniedFields {
  /** Equal for two viewers who may have the same of this operation. */
  readonly key: string;
  /** The fields as they stand in the parsed document. */
  readonly nodes: ReadonlySet<FieldNode>;
}

/**
 * A part of a document as if nobody had asked for the denied fields. Where nothing else was selected `__typename` is, so
 * that it can still be told whether the object is there.
 */
export function withoutDenied<N extends DocumentNode | OperationDefinitionNode>(
  node: N,
  denied: ReadonlySet<FieldNode>,
): N {
  return visit(node, {
    Field: (field) => (denied.has(field) ? null : undefined),
    SelectionSet: { leave: (set) => (set.selections.length > 0 ? undefined : { ...set, selections: [TYPENAME] }) },
  });
}
