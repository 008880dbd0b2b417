import type {
  DeferredNode,
  FetchDataKeyRenamer,
  FetchDataRewrite,
  FetchNode,
  PlanNode,
  QueryPlanSelectionNode,
} from '@apollo/query-planner';
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import type { ClientNames } from './client-names.js';
import { DEFER } from './deferred-fragments.js';
import type { FieldTwins } from './field-twins.js';
import type {
  ContextArgument,
  DeferredStep,
  FetchStep,
  PathElement,
  PlanStep,
  RequiredFragment,
  RequiredSelection,
} from './plan.js';
import { partOfLabel } from './resolve-defers.js';
import { type FetchPart, fallbackParts, requiredWays, splitFetch } from './split-fetch.js';

export interface PlanNames {
  readonly client: ClientNames;
  readonly twins: FieldTwins;
}

/** Turns the planner's plan into the executor's. */
export function preparePlan(node: PlanNode, names: PlanNames): PlanStep {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, steps: node.nodes.map((child) => preparePlan(child, names)) };
    case 'Condition':
      return {
        kind: 'Condition',
        variable: names.client.client(node.condition),
        ...(node.ifClause && { whenTrue: preparePlan(node.ifClause, names) }),
        ...(node.elseClause && { whenFalse: preparePlan(node.elseClause, names) }),
      };
    case 'Flatten':
      return { kind: 'Flatten', path: preparePath(node.path), step: preparePlan(node.node, names) };
    case 'Fetch':
      return prepareFetch(node, names);
    case 'Defer':
      return {
        kind: 'Defer',
        ...(node.primary.node && { primary: preparePlan(node.primary.node, names) }),
        deferred: node.deferred.map((deferred) => prepareDeferred(deferred, names)),
      };
  }
}

function prepareDeferred({ label, depends, node }: DeferredNode, names: PlanNames): DeferredStep {
  const after = depends.map(({ id }) => id);
  return { part: partOfLabel(label), after, ...(node && { step: preparePlan(node, names) }) };
}

function prepareFetch(node: FetchNode, names: PlanNames): PlanStep {
  const parts = splitFetch(node, operationOfPlanner(node), names.twins);
  const [first, ...others] = parts.map((part): FetchStep => {
    const fallbacks = fallbackParts(node, part, names.twins).map((fallback) => preparePart(node, fallback, names));
    return { ...preparePart(node, part, names), ...(fallbacks.length > 0 && { fallbacks }) };
  });
  if (!first) throw new Error('The planner made a fetch of nothing');
  return others.length === 0 ? first : { kind: 'Parallel', steps: [first, ...others] };
}

/** The planner leaves a `@defer` in what it takes apart for the types of an interface; no subgraph has to know it. */
function operationOfPlanner({ operation, requires }: FetchNode): DocumentNode {
  const parsed = parse(operation, { noLocation: true });
  const document = requires ? parsed : withoutRootTypes(parsed);
  if (!operation.includes('@defer')) return document;
  return visit(document, { Directive: ({ name }) => (name.value === DEFER ? null : undefined) });
}

/** Composition calls root types `Query` and so on; what a subgraph calls its own the supergraph does not tell. */
function withoutRootTypes(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: () => false,
    InlineFragment: ({ typeCondition, ...fragment }) => (typeCondition ? fragment : undefined),
  });
}

/** A fetch of root fields, which is never split: the first of a subscription. */
export function prepareRootFetch(node: FetchNode, names: PlanNames): FetchStep {
  return preparePart(node, { operation: operationOfPlanner(node), requires: undefined }, names);
}

function preparePart(node: FetchNode, { operation, requires }: FetchPart, { client, twins }: PlanNames): FetchStep {
  const restored = twins.restore(operation);
  const contextArguments = (node.contextRewrites ?? []).map(prepareContextArgument);
  const ownVariables = new Set(['representations', ...contextArguments.map(({ variable }) => variable)]);
  return {
    kind: 'Fetch',
    ...(node.id !== undefined && { id: node.id }),
    subgraph: node.serviceName,
    operation: stripIgnoredCharacters(print(restored)),
    definition: operationOf(restored),
    operationKind: node.operationKind,
    variables: variablesOf(restored)
      .filter((name) => !ownVariables.has(name))
      .map((internal) => ({ internal, client: client.client(internal) })),
    inputRewrites: node.inputRewrites ?? [],
    outputRewrites: node.outputRewrites ?? [],
    contextArguments,
    responseNames: responseNamesOf(restored, requires !== undefined),
    plannerAliases: new Map((node.outputRewrites ?? []).flatMap(aliasOf)),
    ...(node.operationName && { operationName: node.operationName }),
    ...(requires && { requires: prepareRepresentation(node.serviceName, restored, requires, twins) }),
  };
}

function prepareRepresentation(
  subgraph: string,
  operation: DocumentNode,
  requires: readonly QueryPlanSelectionNode[],
  twins: FieldTwins,
): RequiredSelection[] {
  const keys = twins.keysOf(subgraph);
  const prepared = prepareRequired(onlyWithKey(requires, keys), twins);
  if (prepared.length < 2) return prepared;
  const required = requiredWays(subgraph, operation, twins);
  return prepared.map((selection) =>
    selection.kind === 'Fragment' && isOnlyKey(selection, keys, required) ? { ...selection, isSpare: true } : selection,
  );
}

function isOnlyKey(
  { selections }: RequiredFragment,
  keys: ReadonlySet<string>,
  required: ReadonlySet<string>,
): boolean {
  return selections.every((selection) => {
    if (selection.kind === 'Fragment') return isOnlyKey(selection, keys, required);
    const { key } = selection;
    return key === '__typename' || (keys.has(key) && !required.has(key));
  });
}

/**
 * A requirement of an interface object may be the whole interface's where the key is that of one type, the one which was asked
 * for. Without its type's name the representation of another type, which no subgraph could find, is not sent.
 */
function onlyWithKey(
  requires: readonly QueryPlanSelectionNode[],
  keys: ReadonlySet<string>,
): readonly QueryPlanSelectionNode[] {
  return requires.map((selection) => {
    if (selection.kind === 'Field' || selection.selections.some((field) => isNamed(field, keys))) return selection;
    return { ...selection, selections: selection.selections.filter((field) => !isNamed(field, TYPE_NAME)) };
  });
}

const TYPE_NAME: ReadonlySet<string> = new Set(['__typename']);

function isNamed(selection: QueryPlanSelectionNode, names: ReadonlySet<string>): boolean {
  return selection.kind === 'Field' && names.has(selection.name);
}

function prepareRequired(selections: readonly QueryPlanSelectionNode[], twins: FieldTwins): RequiredSelection[] {
  return selections.map((selection) => {
    const below = selection.selections && prepareRequired(selection.selections, twins);
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      return { kind: 'Field', key, name: twins.fieldName(key), ...(below && { selections: below }) };
    }
    const onType = selection.typeCondition;
    return { kind: 'Fragment', selections: below ?? [], ...(onType !== undefined && { onType }) };
  });
}

/** Path elements are `name`, `@`, and either with `|[TypeA,TypeB]`; the first may be empty (the root). */
function preparePath(path: readonly (string | number)[]): PathElement[] {
  return path.map(String).flatMap((element) => {
    const [key = '', types] = element.split('|');
    if (!types) return key === '' ? [] : [{ key }];
    return [{ key, onlyTypes: new Set(types.slice(1, -1).split(',')) }];
  });
}

function prepareContextArgument({ path, renameKeyTo }: FetchDataKeyRenamer): ContextArgument {
  const levelsUp = path.filter((element) => element === '..').length;
  return { variable: renameKeyTo, levelsUp, path: path.slice(levelsUp) };
}

function aliasOf(rewrite: FetchDataRewrite): [string, string][] {
  const alias = rewrite.path.at(-1);
  return rewrite.kind === 'KeyRenamer' && alias !== undefined ? [[alias, rewrite.renameKeyTo]] : [];
}

function responseNamesOf(operation: DocumentNode, isOfEntities: boolean): string[] {
  const root = namesIn(operationOf(operation).selectionSet);
  const names = isOfEntities ? root.flatMap(({ below }) => below) : root.map(({ name }) => name);
  return [...new Set(names)].filter((name) => name !== '__typename');
}

function variablesOf(operation: DocumentNode): string[] {
  return (operationOf(operation).variableDefinitions ?? []).map(({ variable }) => variable.name.value);
}

function operationOf({ definitions: [operation] }: DocumentNode): OperationDefinitionNode {
  if (operation?.kind === Kind.OPERATION_DEFINITION) return operation;
  throw new Error('The planner made a fetch without an operation');
}

function namesIn(set: SelectionSetNode): { name: string; below: string[] }[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return namesIn(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('The planner was told to make no named fragments');
    const below = selection.selectionSet ? namesIn(selection.selectionSet).map(({ name }) => name) : [];
    return [{ name: (selection.alias ?? selection.name).value, below }];
  });
}
