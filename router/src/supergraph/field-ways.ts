import { Kind, parse, type SelectionSetNode } from 'graphql';

/**
 * The ways to all fields of a selection, each the names of fields from the entity on: "size", "size/height". What lies deeper is
 * another field, though it may have the name; of which type the objects between are is not told.
 */
export function fieldWays({ selections }: SelectionSetNode, above = ''): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldWays(selection.selectionSet, above);
    const way = above + selection.name.value;
    return [way, ...(selection.selectionSet ? fieldWays(selection.selectionSet, `${way}/`) : [])];
  });
}

/** Of the text of a key or a requirement. @throws Error    it is none */
export function parseSelection(text: string): SelectionSetNode {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${text}" is no selection of fields`);
  return operation.selectionSet;
}
