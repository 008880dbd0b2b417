import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { DEFER, type DeferredFragments, deferOf } from './deferred-fragments.js';

const LABEL = /^part(\d+)_\d+$/;

/** An operation with the fragments it uses. */
export interface OperationSource {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * The operation with the `@defer`s that hold, and without any other. The planner knows each by a label, which it has to find
 * once: each gets one of its own, and fragments with a `@defer` in them are spread in place.
 */
export function resolveDefers(
  { operation, fragments }: OperationSource,
  deferred: DeferredFragments | undefined,
): OperationSource {
  const deferring = new Map<string, boolean>();
  let occurrences = 0;
  const kept = [...fragments].filter(([name]) => !isDeferring(name));
  return {
    operation: { ...operation, selectionSet: resolveSet(operation.selectionSet) },
    fragments: new Map(
      kept.map(([name, fragment]) => [name, { ...fragment, selectionSet: resolveSet(fragment.selectionSet) }]),
    ),
  };

  function resolveSet(set: SelectionSetNode): SelectionSetNode {
    return { ...set, selections: set.selections.map(resolveSelection) };
  }

  function resolveSelection(selection: SelectionNode): SelectionNode {
    if (selection.kind === Kind.FIELD) {
      return selection.selectionSet ? { ...selection, selectionSet: resolveSet(selection.selectionSet) } : selection;
    }
    const directives = selection.directives?.flatMap(resolveDirective);
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return { ...selection, directives, selectionSet: resolveSet(selection.selectionSet) };
    }
    const { name } = selection;
    const fragment = isDeferred(selection) || isDeferring(name.value) ? fragments.get(name.value) : undefined;
    if (!fragment) return { ...selection, directives };
    const { typeCondition, selectionSet } = fragment;
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: resolveSet(selectionSet) };
  }

  function resolveDirective(directive: DirectiveNode): DirectiveNode[] {
    if (directive.name.value !== DEFER) return [directive];
    const fragment = deferred?.byDirective.get(directive);
    return fragment ? [labelled(directive, `part${fragment.part}_${++occurrences}`)] : [];
  }

  function isDeferred({ directives }: SelectionNode): boolean {
    const directive = deferOf(directives);
    return directive !== undefined && deferred?.byDirective.has(directive) === true;
  }

  function isDeferring(name: string): boolean {
    const known = deferring.get(name);
    if (known !== undefined) return known;
    deferring.set(name, false);
    const set = fragments.get(name)?.selectionSet;
    const found = deferred !== undefined && (set?.selections.some(containsDefer) ?? false);
    deferring.set(name, found);
    return found;
  }

  function containsDefer(selection: SelectionNode): boolean {
    if (isDeferred(selection)) return true;
    if (selection.kind === Kind.FRAGMENT_SPREAD) return isDeferring(selection.name.value);
    return selection.selectionSet?.selections.some(containsDefer) ?? false;
  }
}

function labelled(directive: DirectiveNode, label: string): DirectiveNode {
  const name = { kind: Kind.NAME, value: 'label' } as const;
  return { ...directive, arguments: [{ kind: Kind.ARGUMENT, name, value: { kind: Kind.STRING, value: label } }] };
}

/** The part (see `DeferredFragment`) that a label of the planner's stands for. */
export function partOfLabel(label: string | undefined): number {
  const part = LABEL.exec(label ?? '')?.[1];
  if (part === undefined) throw new Error(`The planner defers something of its own: ${label}`);
  return Number(part);
}
