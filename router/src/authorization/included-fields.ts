import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { JsonRecord } from '../json-record.js';
import { isIncluded } from '../planning/selection-conditions.js';

/**
 * The fields of an operation that its `@skip`s and `@include`s leave in.
 *
 * @param variables    coerced
 * @param where    at its root, or everywhere
 */
export function includedFields(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: JsonRecord,
  where: 'root' | 'all',
): ReadonlySet<FieldNode> {
  const fields = new Set<FieldNode>();
  const spread = new Set<string>();
  visitSet(operation.selectionSet);
  return fields;

  function visitSet(set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (!isIncluded(selection.directives, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        fields.add(selection);
        if (selection.selectionSet && where === 'all') visitSet(selection.selectionSet);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) visitSet(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) visitSet(fragment.selectionSet);
      }
    }
  }
}
