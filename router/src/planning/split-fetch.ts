import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql';
import type { FieldTwins } from './field-twins.js';
import { withoutUnusedVariables } from './operation-selections.js';

/** One request of a fetch. */
export interface FetchPart {
  readonly operation: DocumentNode;
  readonly requires: readonly QueryPlanSelectionNode[] | undefined;
}

/** Which of the fields that share a place in a representation a part needs: the way to it → the field's own name or a twin's. */
type Choices = Map<string, string>;

/**
 * Splits a fetch of entities whose representations would need one field with two sets of arguments at once: each part asks
 * for the fields that agree. Any other fetch is one part.
 */
export function splitFetch(node: FetchNode, operation: DocumentNode, twins: FieldTwins): FetchPart[] {
  const contested = contestedFields(node.requires ?? [], twins);
  if (contested.size === 0) return [{ operation, requires: node.requires }];
  const groups: AgreeingFields[] = [];
  for (const { field, typeName } of entityFields(operation)) {
    const required = twins.requiredBy(node.serviceName, typeName, field.name.value);
    const choices = choicesOf(required, contested, twins);
    const group = groups.find((candidate) => agree(candidate.choices, choices));
    if (!group) groups.push({ choices, fields: new Set([field]), required: new Set(required) });
    else {
      group.fields.add(field);
      for (const way of required) group.required.add(way);
      for (const [way, choice] of choices) group.choices.set(way, choice);
    }
  }
  const all = new Set(groups.flatMap(({ required }) => [...required]));
  const keys = twins.keysOf(node.serviceName);
  return groups.map(({ choices, fields, required }) => ({
    operation: keepFields(operation, fields),
    requires: keepRequired(
      keepChosen(node.requires ?? [], contested, choices, twins),
      requiredOrKey(required, all, keys),
    ),
  }));
}

/** The fields of a part, of which no two require one field with different arguments. */
interface AgreeingFields {
  readonly choices: Choices;
  readonly fields: Set<FieldNode>;
  readonly required: Set<string>;
}

/** The fields of a part that require the same. */
interface RequiringFields {
  readonly required: ReadonlySet<string>;
  readonly fields: Set<FieldNode>;
}

/**
 * How a part is asked for where an entity has not all that is required: the fields that require nothing by the entity's
 * key alone, and those that require the same by that, each as a part of its own. None when that would be no less.
 */
export function fallbackParts(
  { serviceName }: FetchNode,
  { operation, requires = [] }: FetchPart,
  twins: FieldTwins,
): FetchPart[] {
  const groups = groupByRequirement(serviceName, operation, twins);
  const requiring = groups.filter(({ required }) => required.size > 0);
  if (requiring.length === 0 || groups.length === 1) return [];
  const [plain] = groups.filter(({ required }) => required.size === 0);
  const parts = requiring.length > 1 ? groups : plain ? [plain] : [];
  const keys = twins.keysOf(serviceName);
  const all = new Set(requiring.flatMap(({ required }) => [...required]));
  return parts.map(({ required, fields }) => ({
    operation: keepFields(operation, fields),
    requires: keepRequired(requires, requiredOrKey(required, all, keys)),
  }));
}

/** The ways to all that the fields of an operation require. */
export function requiredWays(subgraph: string, operation: DocumentNode, twins: FieldTwins): ReadonlySet<string> {
  const fields = entityFields(operation);
  return new Set(fields.flatMap(({ field, typeName }) => [...twins.requiredBy(subgraph, typeName, field.name.value)]));
}

function groupByRequirement(subgraph: string, operation: DocumentNode, twins: FieldTwins): RequiringFields[] {
  const groups = new Map<string, RequiringFields>();
  const all = entityFields(operation);
  const typenames = all.flatMap(({ field }) => (field.name.value === '__typename' ? [field] : []));
  for (const { field, typeName } of all) {
    if (field.name.value === '__typename') continue;
    const required = twins.requiredBy(subgraph, typeName, field.name.value);
    const key = [...required].sort().join(' ');
    const group = groups.get(key) ?? { required, fields: new Set(typenames) };
    groups.set(key, group);
    group.fields.add(field);
  }
  return [...groups.values()];
}

/** Whether a way leads to what the fields of a part require, or to what none of its fetch does: the key. */
function requiredOrKey(required: ReadonlySet<string>, all: ReadonlySet<string>, keys: ReadonlySet<string>) {
  return (way: string): boolean => required.has(way) || !all.has(way) || keys.has(way);
}

function keepRequired(
  selections: readonly QueryPlanSelectionNode[],
  isKept: (way: string) => boolean,
  above = '',
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind !== 'Field') {
      return [{ ...selection, selections: keepRequired(selection.selections, isKept, above) }];
    }
    const way = above + selection.name;
    if (!isKept(way)) return [];
    const { selections: below } = selection;
    return [below ? { ...selection, selections: keepRequired(below, isKept, `${way}/`) } : selection];
  });
}

/**
 * Fields for which the requirements select more than one of: the plain field, its twins. A field is told by its way from
 * the entity ("size/height"): what lies deeper is another, though it may have the name.
 */
function contestedFields(requires: readonly QueryPlanSelectionNode[], twins: FieldTwins): ReadonlySet<string> {
  const sources = new Map<string, Set<string>>();
  const collect = (selections: readonly QueryPlanSelectionNode[], above: string): void => {
    for (const selection of selections) {
      if (selection.kind !== 'Field') {
        collect(selection.selections, above);
        continue;
      }
      const way = above + twins.fieldName(selection.name);
      sources.set(way, (sources.get(way) ?? new Set()).add(selection.name));
      collect(selection.selections ?? [], `${way}/`);
    }
  };
  collect(requires, '');
  return new Set([...sources].filter(([, { size }]) => size > 1).map(([way]) => way));
}

function choicesOf(required: ReadonlySet<string>, contested: ReadonlySet<string>, twins: FieldTwins): Choices {
  const choices = [...required].map((way) => [twins.ownWay(way), way.slice(way.lastIndexOf('/') + 1)] as const);
  return new Map(choices.filter(([way]) => contested.has(way)));
}

function agree(one: Choices, other: Choices): boolean {
  return [...other].every(([way, choice]) => (one.get(way) ?? choice) === choice);
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
  return withoutUnusedVariables(kept);
}

/** Without a choice the plain field stays: it may belong to a key. */
function keepChosen(
  requires: readonly QueryPlanSelectionNode[],
  contested: ReadonlySet<string>,
  choices: Choices,
  twins: FieldTwins,
  above = '',
): QueryPlanSelectionNode[] {
  return requires.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind !== 'Field') {
      return [{ ...selection, selections: keepChosen(selection.selections, contested, choices, twins, above) }];
    }
    const name = twins.fieldName(selection.name);
    const way = above + name;
    if (contested.has(way) && selection.name !== (choices.get(way) ?? name)) return [];
    const { selections: below } = selection;
    return [below ? { ...selection, selections: keepChosen(below, contested, choices, twins, `${way}/`) } : selection];
  });
}
