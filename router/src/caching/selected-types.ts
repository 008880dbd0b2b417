import { baseType, isCompositeType, type Schema } from '@apollo/federation-internals';
import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { entitiesSelection } from '../execution/program/request-text.js';
import type { FetchStep } from '../planning/plan.js';

export const QUERY = 'Query';

/** A place in what a fetch selects. */
export interface SelectedField {
  readonly node: FieldNode;
  /** `Type.field`. */
  readonly coordinate: string;
  /** The named type it returns when that has fields; undefined for a leaf. */
  readonly composite: string | undefined;
}

/**
 * The fields that a selection on a type has, those of its fragments too, without `__typename`. Undefined when the supergraph
 * does not know one of them.
 */
export function selectedFields(schema: Schema, typeName: string, set: SelectionSetNode): SelectedField[] | undefined {
  const fields: SelectedField[] = [];
  const isKnown = collect(typeName, set);
  return isKnown ? fields : undefined;

  function collect(at: string, { selections }: SelectionSetNode): boolean {
    return selections.every((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return collect(selection.typeCondition?.name.value ?? at, selection.selectionSet);
      }
      const { value: name } = selection.name;
      if (name === '__typename') return true;
      const type = schema.type(at);
      const field = type?.kind === 'ObjectType' || type?.kind === 'InterfaceType' ? type.field(name) : undefined;
      if (!field?.type) return false;
      const returned = baseType(field.type);
      fields.push({
        node: selection,
        coordinate: `${at}.${name}`,
        composite: isCompositeType(returned) ? returned.name : undefined,
      });
      return true;
    });
  }
}

/** What a fetch selects of each type that it names at its top: of `Query`, or of the entities it is for. */
export function topSelections({ definition, requires }: FetchStep): readonly (readonly [string, SelectionSetNode])[] {
  if (!requires) return [[QUERY, definition.selectionSet]];
  return entitiesSelection(definition).selections.flatMap((selection) => {
    if (selection.kind !== Kind.INLINE_FRAGMENT || !selection.typeCondition) return [];
    return [[selection.typeCondition.name.value, selection.selectionSet] as const];
  });
}

/**
 * The types whose objects the answer to a fetch may have, as the selection names them: an interface stands for those that
 * implement it. Undefined when the supergraph does not know a field.
 */
export function selectedTypes(schema: Schema, step: FetchStep): readonly string[] | undefined {
  const types = new Set<string>();
  const isKnown = topSelections(step).every(([typeName, set]) => visit(typeName, set));
  return isKnown ? [...types] : undefined;

  function visit(typeName: string, set: SelectionSetNode): boolean {
    types.add(typeName);
    for (const condition of conditionsOf(set)) types.add(condition);
    const fields = selectedFields(schema, typeName, set);
    if (!fields) return false;
    return fields.every(({ node, composite }) => {
      return composite === undefined || !node.selectionSet || visit(composite, node.selectionSet);
    });
  }
}

function conditionsOf({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const own = selection.typeCondition ? [selection.typeCondition.name.value] : [];
    return [...own, ...conditionsOf(selection.selectionSet)];
  });
}
