import { type DocumentNode, type FieldNode, Kind, print, type SelectionSetNode, visit } from 'graphql';
import { fragmentsOf } from './fragments-of.js';
import { responseNameOf } from './operation-selections.js';

/** Response name → what is selected under it in the document, where that is more than one thing at one place of the answer. */
export type ContestedNames = ReadonlyMap<string, readonly string[]>;

/**
 * The response names under which one place has other fields, or other arguments, for one type of object than for another.
 *
 * Source: https://spec.graphql.org/October2021/#SameResponseShape()
 */
export function contestedNames(document: DocumentNode): ContestedNames {
  const selected = new Map<string, Set<string>>();
  visit(document, {
    Field(field) {
      const name = responseNameOf(field);
      selected.set(name, (selected.get(name) ?? new Set()).add(signatureOf(field)));
    },
  });
  const candidates = [...selected].filter(([, { size }]) => size > 1);
  if (candidates.length === 0) return new Map();
  const contested = contestedSomewhere(document);
  return new Map(candidates.filter(([name]) => contested.has(name)).map(([name, all]) => [name, [...all]]));
}

/** The field with its arguments. */
export function signatureOf({ name, arguments: given = [] }: FieldNode): string {
  return `${name.value}(${given.map(print).sort().join()})`;
}

function contestedSomewhere(document: DocumentNode): ReadonlySet<string> {
  const fragments = fragmentsOf(document);
  const contested = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) visitPlace([definition.selectionSet]);
  }
  return contested;

  function visitPlace(sets: readonly SelectionSetNode[]): void {
    const fields = new Map<string, { readonly signature: string; readonly below: SelectionSetNode[] }>();
    const spread = new Set<string>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
        if (selection.kind === Kind.FRAGMENT_SPREAD && !spread.has(selection.name.value)) {
          spread.add(selection.name.value);
          const fragment = fragments.get(selection.name.value);
          if (fragment) collect(fragment.selectionSet);
        }
        if (selection.kind !== Kind.FIELD) continue;
        const name = responseNameOf(selection);
        const signature = signatureOf(selection);
        const known = fields.get(name) ?? { signature, below: [] };
        fields.set(name, known);
        if (known.signature !== signature) contested.add(name);
        if (selection.selectionSet) known.below.push(selection.selectionSet);
      }
    };
    sets.forEach(collect);
    for (const { below } of fields.values()) if (below.length > 0) visitPlace(below);
  }
}
