import { type FragmentDefinitionNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { deferOf } from '../planning/deferred-fragments.js';

/** The size of a selection set, fragments expanded. Numbers may exceed what an integer can hold exactly. */
export interface SelectionSize {
  /** Levels of fields. */
  readonly depth: number;
  /** Fields. */
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
  readonly deferredFragments: number;
  /** How many of the lists a schema consists of lie within one another, if this is introspection. */
  readonly schemaLists: number;
}

const NOTHING: SelectionSize = {
  depth: 0,
  selections: 0,
  aliases: 0,
  directives: 0,
  deferredFragments: 0,
  schemaLists: 0,
};
const SCHEMA_LISTS = new Set(['types', 'fields', 'inputFields', 'interfaces', 'possibleTypes']);

/** A function that measures selection sets of one document. Every fragment is measured once, however often it is spread. */
export function createMeasure(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): (set: SelectionSetNode) => SelectionSize {
  const sizes = new Map<string, SelectionSize>();
  return measure;

  function measure(set: SelectionSetNode): SelectionSize {
    const total = { ...NOTHING };
    for (const selection of set.selections) {
      const size = sizeBelow(selection);
      const isField = selection.kind === Kind.FIELD;
      const isSchemaList = isField && SCHEMA_LISTS.has(selection.name.value);
      total.depth = Math.max(total.depth, size.depth + (isField ? 1 : 0));
      total.selections += size.selections + (isField ? 1 : 0);
      total.aliases += size.aliases + (isField && selection.alias ? 1 : 0);
      total.directives += size.directives + (selection.directives?.length ?? 0);
      total.deferredFragments += size.deferredFragments + (deferOf(selection.directives) ? 1 : 0);
      total.schemaLists = Math.max(total.schemaLists, size.schemaLists + (isSchemaList ? 1 : 0));
    }
    return total;
  }

  function sizeBelow(selection: SelectionNode): SelectionSize {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value);
    return selection.selectionSet ? measure(selection.selectionSet) : NOTHING;
  }

  function measureFragment(name: string): SelectionSize {
    const known = sizes.get(name);
    if (known) return known;
    // A fragment within itself counts for nothing here; validation refuses it.
    sizes.set(name, NOTHING);
    const fragment = fragments.get(name);
    const size = fragment ? measure(fragment.selectionSet) : NOTHING;
    sizes.set(name, size);
    return size;
  }
}
