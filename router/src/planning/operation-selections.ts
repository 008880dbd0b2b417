import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';

/** The selections below a response name, whatever the object's type, under the conditions that they stand under. */
export function setsBelow(
  sets: readonly SelectionSetNode[],
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): SelectionSetNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((selection): SelectionSetNode[] => {
      if (selection.kind === Kind.FIELD) {
        const { selectionSet } = selection;
        return selectionSet && responseNameOf(selection) === name ? [underConditionsOf(selection, selectionSet)] : [];
      }
      const { selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : (fragments.get(selection.name.value) ?? {});
      const below = selectionSet ? setsBelow([selectionSet], name, fragments) : [];
      return below.map((set) => underConditionsOf(selection, set));
    }),
  );
}

function underConditionsOf({ directives = [] }: SelectionNode, set: SelectionSetNode): SelectionSetNode {
  const conditions = directives.filter(({ name }) => name.value === 'skip' || name.value === 'include');
  return conditions.length === 0 ? set : setOf([{ ...inlineFragment(set.selections), directives: conditions }]);
}

/** Whether a field has the response name, whatever the object's type. */
export function selectsName(
  { selections }: SelectionSetNode,
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return responseNameOf(selection) === name;
    const { selectionSet } =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : (fragments.get(selection.name.value) ?? {});
    return selectionSet !== undefined && selectsName(selectionSet, name, fragments);
  });
}

export function responseNameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

export function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

/** @param condition    a type's name */
export function inlineFragment(selections: readonly SelectionNode[], condition?: string): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    ...(condition !== undefined && {
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: condition } },
    }),
    selectionSet: setOf(selections),
  };
}

export function operationOf({ definitions }: DocumentNode): OperationDefinitionNode | undefined {
  return definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

export function withoutUnusedVariables(document: DocumentNode): DocumentNode {
  const used = variablesUsedIn(document);
  return visit(document, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null) });
}

/** With the variables that it uses and does not declare. */
export function withUsedVariables(
  operation: OperationDefinitionNode,
  known: readonly VariableDefinitionNode[],
): OperationDefinitionNode {
  const used = variablesUsedIn(operation);
  const declared = operation.variableDefinitions ?? [];
  for (const { variable } of declared) used.delete(variable.name.value);
  const further = known.filter(({ variable }) => used.has(variable.name.value));
  return { ...operation, variableDefinitions: [...declared, ...further] };
}

function variablesUsedIn(node: DocumentNode | OperationDefinitionNode): Set<string> {
  const used = new Set<string>();
  visit(node, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return used;
}
