import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { JsonRecord } from '../json-record.js';

/** What is selected where nothing else is left. */
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The names of the variables which a document's `@skip` and `@include` depend on, in order of first use. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      const value = conditionOf(directive);
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/**
 * Whether a selection with these directives is part of the operation.
 *
 * @param variables    coerced
 */
export function isIncluded(directives: readonly DirectiveNode[] | undefined, variables: JsonRecord): boolean {
  return (directives ?? []).every((directive) => {
    const value = conditionOf(directive);
    if (!value) return true;
    const isTrue = value.kind === Kind.VARIABLE ? variables[value.name.value] === true : value.value;
    return directive.name.value === 'include' ? isTrue : !isTrue;
  });
}

/**
 * A selection set without the conditions that are `true` or `false` in the document itself, which hold for every request:
 * what they exclude is left out. `__typename` takes the place of a last selection.
 */
export function decideLiterals(set: SelectionSetNode): SelectionSetNode {
  if (!set.selections.some(({ directives }) => directives?.some(isLiteral))) return set;
  const selections = set.selections
    .filter(({ directives }) => isIncluded(directives?.filter(isLiteral), {}))
    .map((selection) => ({ ...selection, directives: selection.directives?.filter((each) => !isLiteral(each)) }));
  return { ...set, selections: selections.length > 0 ? selections : [TYPENAME] };
}

function isLiteral(directive: DirectiveNode): boolean {
  return conditionOf(directive)?.kind === Kind.BOOLEAN;
}

/**
 * The operation with the conditions of its root selections decided and root fragments spread in place: in a subscription
 * the planner takes no condition there, and of a mutation's field that is selected with a condition and without it makes two,
 * so that it would be executed twice.
 *
 * @param variables    coerced
 */
export function decideRootConditions(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: JsonRecord,
): OperationDefinitionNode {
  return { ...operation, selectionSet: decide(operation.selectionSet) };

  function decide(set: SelectionSetNode): SelectionSetNode {
    const included = set.selections.filter((selection) => isIncluded(selection.directives, variables));
    return { ...set, selections: included.flatMap(decideSelection) };
  }

  function decideSelection(selection: SelectionNode): SelectionNode[] {
    const directives = selection.directives?.filter((directive) => !conditionOf(directive));
    if (selection.kind === Kind.FIELD) return [{ ...selection, directives }];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) return [];
    const { typeCondition } = fragment;
    const selectionSet = decide(fragment.selectionSet);
    return selectionSet.selections.length > 0
      ? [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet }]
      : [];
  }
}

function conditionOf({ name, arguments: given }: DirectiveNode) {
  if (name.value !== 'skip' && name.value !== 'include') return undefined;
  const value = given?.find((argument) => argument.name.value === 'if')?.value;
  return value?.kind === Kind.VARIABLE || value?.kind === Kind.BOOLEAN ? value : undefined;
}
