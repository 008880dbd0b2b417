import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { SupergraphTypes } from '../supergraph/supergraph-types.js';
import { operationOf, responseNameOf, setOf, withoutUnusedVariables } from './operation-selections.js';
import { TYPENAME } from './selection-conditions.js';

export interface InterfaceObjectFacts {
  readonly types: SupergraphTypes;
  readonly plannerFieldNames: ReadonlySet<string>;
}

export interface SelectedOfFetch {
  /** What the operation selects of the fetch's entities. */
  readonly sets: readonly SelectionSetNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Asks for each type's entities only what the operation selects of that type. Of an interface object the planner asks every type's
 * for what is selected of any, and a field that fails where no null may stand takes the other type's fields with it.
 */
export function splitInterfaceObject(
  fetch: FetchNode,
  selected: SelectedOfFetch,
  facts: InterfaceObjectFacts,
): PlanNode {
  const typeNames = typesSentAsInterface(fetch, facts.types);
  const operation = typeNames.length > 1 ? operationOf(parse(fetch.operation, { noLocation: true })) : undefined;
  const [entities] = operation?.selectionSet.selections ?? [];
  if (!operation || entities?.kind !== Kind.FIELD || !entities.selectionSet) return fetch;
  const typesByOperation = new Map<string, string[]>();
  for (const typeName of typeNames) {
    const selectionSet = new Narrowing(selected, facts).ofType(entities.selectionSet, typeName);
    if (selectionSet.selections.length === 0) continue;
    const narrowed = { ...operation, selectionSet: setOf([{ ...entities, selectionSet }]) };
    const text = print(withoutUnusedVariables({ kind: Kind.DOCUMENT, definitions: [narrowed] }));
    typesByOperation.set(text, [...(typesByOperation.get(text) ?? []), typeName]);
  }
  if (typesByOperation.size < 2) return fetch;
  const nodes = [...typesByOperation].map(([text, ofTypes]) => ({
    ...fetch,
    operation: text,
    requires: ofTypes.flatMap((typeName) => requiredOf(fetch, typeName, facts.types)),
  }));
  return { kind: 'Parallel', nodes };
}

/**
 * None when something is required of what is no type, or goes by its own type's name. What is required of the interface is of each
 * of its types, where something is required of one: then the plan has learnt which types the objects are of.
 */
function typesSentAsInterface({ requires = [], inputRewrites = [] }: FetchNode, types: SupergraphTypes): string[] {
  const conditions = inputRewrites.map(({ path: [condition = ''] }) => condition.replace('... on ', ''));
  const required = requires.map((selection) => typeOf(selection) ?? '');
  const isSent = (name: string) => conditions.some((condition) => types.matches(name, condition));
  if (!required.every(isSent) || !required.some((name) => types.isConcrete(name))) return [];
  return [...new Set(required.flatMap((name) => types.concreteOf(name)))];
}

function requiredOf({ requires = [] }: FetchNode, typeName: string, types: SupergraphTypes): QueryPlanSelectionNode[] {
  return requires.flatMap((selection) => {
    const condition = typeOf(selection);
    const isOfType = condition !== undefined && types.matches(typeName, condition);
    return isOfType ? [{ ...selection, typeCondition: typeName }] : [];
  });
}

function typeOf(selection: QueryPlanSelectionNode): string | undefined {
  return selection.kind === 'InlineFragment' ? selection.typeCondition : undefined;
}

type Applies = (condition: string) => boolean;

/** By response name, what is selected of the field's value. */
type SelectedFields = ReadonlyMap<string, readonly SelectionSetNode[]>;

class Narrowing {
  readonly #selected: SelectedOfFetch;
  readonly #facts: InterfaceObjectFacts;

  constructor(selected: SelectedOfFetch, facts: InterfaceObjectFacts) {
    this.#selected = selected;
    this.#facts = facts;
  }

  ofType(set: SelectionSetNode, typeName: string): SelectionSetNode {
    const { sets } = this.#selected;
    const own = this.#fieldsIn(sets, (condition) => this.#facts.types.matches(typeName, condition));
    return this.#narrow(set, own, this.#fieldsIn(sets));
  }

  /** What no type's selection has is the planner's own: all of it stays. */
  #narrow(set: SelectionSetNode, own: SelectedFields, all: SelectedFields): SelectionSetNode {
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const selectionSet = this.#narrow(selection.selectionSet, own, all);
        return selectionSet.selections.length > 0 ? [{ ...selection, selectionSet }] : [];
      }
      const name = responseNameOf(selection);
      const below = own.get(name);
      if (!below) return all.has(name) && !this.#isPlanners(selection) ? [] : [selection];
      if (!selection.selectionSet) return [selection];
      const belowAll = this.#fieldsIn(all.get(name) ?? []);
      const narrowed = this.#narrow(selection.selectionSet, this.#fieldsIn(below), belowAll);
      return [{ ...selection, selectionSet: narrowed.selections.length > 0 ? narrowed : setOf([TYPENAME]) }];
    });
    return setOf(selections);
  }

  #fieldsIn(sets: readonly SelectionSetNode[], applies: Applies = () => true): SelectedFields {
    const fields = new Map<string, SelectionSetNode[]>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) {
          const below = fields.get(responseNameOf(selection)) ?? [];
          fields.set(responseNameOf(selection), below);
          if (selection.selectionSet) below.push(selection.selectionSet);
          continue;
        }
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#selected.fragments.get(selection.name.value);
        const condition = fragment?.typeCondition?.name.value;
        if (fragment && (condition === undefined || applies(condition))) collect(fragment.selectionSet);
      }
    };
    sets.forEach(collect);
    return fields;
  }

  /** Something else may depend on it. */
  #isPlanners(field: FieldNode): boolean {
    const isPlain = responseNameOf(field) === field.name.value && !field.arguments?.length;
    return isPlain && this.#facts.plannerFieldNames.has(field.name.value);
  }
}
