import { type FragmentDefinitionNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { TYPENAME } from './selection-conditions.js';

/**
 * A field's selection, with something in it that no condition takes away. The planner makes the conditions which all
 * selections of an object share those of the object itself: it would be null where it is to be empty.
 */
export function keepParent(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): SelectionSetNode {
  return set.selections.every(isConditional) ? { ...set, selections: [...set.selections, TYPENAME] } : set;

  function isConditional(selection: SelectionNode): boolean {
    if (selection.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include')) return true;
    if (selection.kind === Kind.FIELD) return false;
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return fragment?.selectionSet.selections.every(isConditional) ?? true;
  }
}
