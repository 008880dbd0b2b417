import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { JsonRecord } from '../json-record.js';

export const DEFER = 'defer';

/** A `@defer` that some operation reaches, and that is not switched off in the document itself. */
export interface DeferDirective {
  readonly node: DirectiveNode;
  readonly label: string | undefined;
  /** The Boolean variable that decides it; undefined when it always holds. */
  readonly variable: string | undefined;
}

/** What of an operation is answered later, for one set of variables. */
export interface DeferredFragments {
  /** Equal when the same is deferred of one operation. */
  readonly key: string;
  readonly byDirective: ReadonlyMap<DirectiveNode, DeferredFragment>;
}

export interface DeferredFragment {
  /** Tells it from the others of its operation, ≥ 1; the first part of an answer is 0. */
  readonly part: number;
  readonly label: string | undefined;
}

/** The `@defer` of a list of directives. */
export function deferOf(directives: readonly DirectiveNode[] | undefined): DirectiveNode | undefined {
  return directives?.find(({ name }) => name.value === DEFER);
}

/**
 * The `@defer`s of each query and mutation of a valid document; undefined when there is none in it.
 *
 * Source: https://github.com/graphql/graphql-spec/tree/48cf7263a71a683fab03d45d309fd42d8d9a6659/spec (Type System, `@defer`)
 */
export function deferDirectives(
  document: DocumentNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ReadonlyMap<OperationDefinitionNode, readonly DeferDirective[]> | undefined {
  const byOperation = new Map<OperationDefinitionNode, readonly DeferDirective[]>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    // What a variable may switch off there is never deferred: events are answered whole.
    if (definition.operation === OperationTypeNode.SUBSCRIPTION) continue;
    const directives = directivesOf(definition, fragments);
    if (directives.length > 0) byOperation.set(definition, directives);
  }
  return byOperation.size > 0 ? byOperation : undefined;
}

function directivesOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): DeferDirective[] {
  const found: DeferDirective[] = [];
  const spread = new Set<string>();
  visitSet(operation.selectionSet);
  return found;

  function visitSet(set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) {
        const node = deferOf(selection.directives);
        const directive = node && readDirective(node);
        if (directive) found.push(directive);
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) visitFragment(selection.name.value);
      else if (selection.selectionSet) visitSet(selection.selectionSet);
    }
  }

  function visitFragment(name: string): void {
    const fragment = fragments.get(name);
    if (!fragment || spread.has(name)) return;
    spread.add(name);
    visitSet(fragment.selectionSet);
  }
}

/** @returns undefined for one with `if: false` */
function readDirective(node: DirectiveNode): DeferDirective | undefined {
  const valueNamed = (name: string) => node.arguments?.find((argument) => argument.name.value === name)?.value;
  const condition = valueNamed('if');
  if (condition?.kind === Kind.BOOLEAN && !condition.value) return undefined;
  const label = valueNamed('label');
  return {
    node,
    label: label?.kind === Kind.STRING ? label.value : undefined,
    variable: condition?.kind === Kind.VARIABLE ? condition.name.value : undefined,
  };
}

/**
 * What is deferred with these variables; undefined when nothing is. A variable that was not sent leaves the argument at its
 * default, which is true.
 *
 * @param variables    coerced
 */
export function deferredFragments(
  directives: readonly DeferDirective[],
  variables: JsonRecord,
): DeferredFragments | undefined {
  const isActive = ({ variable }: DeferDirective) => variable === undefined || variables[variable] !== false;
  if (!directives.some(isActive)) return undefined;
  const active = directives.flatMap((directive, index) =>
    isActive(directive) ? [[directive.node, { part: index + 1, label: directive.label }] as const] : [],
  );
  return { key: active.map(([, { part }]) => part).join(','), byDirective: new Map(active) };
}
