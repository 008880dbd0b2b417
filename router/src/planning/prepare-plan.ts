import type { FetchDataKeyRenamer, FetchDataRewrite, FetchNode, PlanNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import type { ClientNames } from './client-names.js';
import type { ContextArgument, FetchStep, PathElement, PlanStep } from './plan.js';

/** Turns the planner's plan into the executor's. */
export function preparePlan(node: PlanNode, names: ClientNames): PlanStep {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, steps: node.nodes.map((child) => preparePlan(child, names)) };
    case 'Condition':
      return {
        kind: 'Condition',
        variable: names.client(node.condition),
        ...(node.ifClause && { whenTrue: preparePlan(node.ifClause, names) }),
        ...(node.elseClause && { whenFalse: preparePlan(node.elseClause, names) }),
      };
    case 'Flatten':
      return { kind: 'Flatten', path: preparePath(node.path), step: preparePlan(node.node, names) };
    case 'Fetch':
      return prepareFetch(node, names);
    case 'Defer':
      throw new Error('The planner made a Defer node, which it was not asked for');
  }
}

export function prepareFetch(node: FetchNode, names: ClientNames): FetchStep {
  const contextArguments = (node.contextRewrites ?? []).map(prepareContextArgument);
  const ownVariables = new Set(contextArguments.map(({ variable }) => variable));
  return {
    kind: 'Fetch',
    subgraph: node.serviceName,
    operation: node.operation,
    operationKind: node.operationKind,
    variables: (node.variableUsages ?? [])
      .filter((name) => !ownVariables.has(name))
      .map((internal) => ({ internal, client: names.client(internal) })),
    inputRewrites: node.inputRewrites ?? [],
    outputRewrites: node.outputRewrites ?? [],
    contextArguments,
    responseNames: responseNamesOf(node),
    plannerAliases: new Map((node.outputRewrites ?? []).flatMap(aliasOf)),
    ...(node.operationName && { operationName: node.operationName }),
    ...(node.requires && { requires: node.requires }),
  };
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

function responseNamesOf(node: FetchNode): string[] {
  const [operation] = parse(node.operation, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The planner made a fetch without an operation');
  const root = namesIn(operation.selectionSet);
  const names = node.requires ? root.flatMap(({ below }) => below) : root.map(({ name }) => name);
  return [...new Set(names)].filter((name) => name !== '__typename');
}

function namesIn(set: SelectionSetNode): { name: string; below: string[] }[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return namesIn(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('The planner was told to make no named fragments');
    const below = selection.selectionSet ? namesIn(selection.selectionSet).map(({ name }) => name) : [];
    return [{ name: (selection.alias ?? selection.name).value, below }];
  });
}
