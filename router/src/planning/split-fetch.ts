import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql';
import type { FieldTwins } from './field-twins.js';

/** One request of a fetch. */
export interface FetchPart {
  readonly operation: DocumentNode;
  readonly requires: readonly QueryPlanSelectionNode[] | undefined;
}

/** Which of the fields that share a name in a representation a part needs: field name → its own name or a twin's. */
type Choices = Map<string, string>;

/**
 * Splits a fetch of entities whose representations would need one field with two sets of arguments at once: each part asks
 * for the fields that agree. Any other fetch is one part.
 */
export function splitFetch(node: FetchNode, operation: DocumentNode, twins: FieldTwins): FetchPart[] {
  const contested = contestedNames(node.requires ?? [], twins);
  if (contested.size === 0) return [{ operation, requires: node.requires }];
  const groups: { readonly choices: Choices; readonly fields: Set<FieldNode> }[] = [];
  for (const { field, typeName } of entityFields(operation)) {
    const choices = choicesOf(twins.requiredBy(node.serviceName, typeName, field.name.value), contested, twins);
    const group = groups.find((candidate) => agree(candidate.choices, choices));
    if (!group) groups.push({ choices, fields: new Set([field]) });
    else {
      group.fields.add(field);
      for (const [name, choice] of choices) group.choices.set(name, choice);
    }
  }
  return groups.map(({ choices, fields }) => ({
    operation: keepFields(operation, fields),
    requires: keepChosen(node.requires ?? [], contested, choices, twins),
  }));
}

/**
 * The part as it is asked for where an entity has not all that is required: without the fields that require anything, by
 * the entity's key alone. Undefined when that would be the same, or nothing.
 */
export function withoutRequirements(
  { serviceName }: FetchNode,
  { operation, requires }: FetchPart,
  twins: FieldTwins,
): FetchPart | undefined {
  const required = new Set<string>();
  const kept = new Set<FieldNode>();
  for (const { field, typeName } of entityFields(operation)) {
    const names = twins.requiredBy(serviceName, typeName, field.name.value);
    for (const name of names) required.add(name);
    if (names.size === 0) kept.add(field);
  }
  const hasFields = [...kept].some(({ name }) => name.value !== '__typename');
  if (required.size === 0 || !hasFields || !requires) return undefined;
  const keys = twins.keysOf(serviceName);
  const isKept = (selection: QueryPlanSelectionNode) =>
    selection.kind !== 'Field' || keys.has(selection.name) || !required.has(selection.name);
  const byKey = requires.map((fragment) =>
    fragment.kind === 'Field' ? fragment : { ...fragment, selections: fragment.selections.filter(isKept) },
  );
  return { operation: keepFields(operation, kept), requires: byKey };
}

/** Field names for which the requirements select more than one of: the plain field, its twins. */
function contestedNames(requires: readonly QueryPlanSelectionNode[], twins: FieldTwins): ReadonlySet<string> {
  const sources = new Map<string, Set<string>>();
  const collect = (selections: readonly QueryPlanSelectionNode[]): void => {
    for (const selection of selections) {
      if (selection.kind === 'Field') {
        const name = twins.fieldName(selection.name);
        sources.set(name, (sources.get(name) ?? new Set()).add(selection.name));
      }
      collect(selection.selections ?? []);
    }
  };
  collect(requires);
  return new Set([...sources].filter(([, { size }]) => size > 1).map(([name]) => name));
}

function choicesOf(required: ReadonlySet<string>, contested: ReadonlySet<string>, twins: FieldTwins): Choices {
  const choices = [...required].map((name) => [twins.fieldName(name), name] as const);
  return new Map(choices.filter(([fieldName]) => contested.has(fieldName)));
}

function agree(one: Choices, other: Choices): boolean {
  return [...other].every(([name, choice]) => (one.get(name) ?? choice) === choice);
}

/** The fields that are asked of the entity itself, with the type of the fragment they stand in. */
function entityFields(operation: DocumentNode): { field: FieldNode; typeName: string }[] {
  const [definition] = operation.definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  const within = (set: SelectionSetNode | undefined, typeName: string): { field: FieldNode; typeName: string }[] =>
    (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [{ field: selection, typeName }];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      return within(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
    });
  return within(definition.selectionSet, '').flatMap(({ field }) => within(field.selectionSet, ''));
}

function keepFields(operation: DocumentNode, fields: ReadonlySet<FieldNode>): DocumentNode {
  const all = new Set(entityFields(operation).map(({ field }) => field));
  const kept = visit(operation, {
    Field: (field) => (all.has(field) && !fields.has(field) ? null : undefined),
    InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
  });
  const used = new Set<string>();
  visit(kept, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return visit(kept, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null) });
}

/** Without a choice the plain field stays: it may belong to a key. */
function keepChosen(
  requires: readonly QueryPlanSelectionNode[],
  contested: ReadonlySet<string>,
  choices: Choices,
  twins: FieldTwins,
): QueryPlanSelectionNode[] {
  return requires.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'Field') {
      const name = twins.fieldName(selection.name);
      if (contested.has(name) && selection.name !== (choices.get(name) ?? name)) return [];
      if (!selection.selections) return [selection];
    }
    return [{ ...selection, selections: keepChosen(selection.selections ?? [], contested, choices, twins) }];
  });
}
