import { type ASTNode, type DirectiveNode, type DocumentNode, Kind, parse, visit } from 'graphql';

/** The arguments of join directives that hold a selection of fields: keys, requirements, and the selections of contexts. */
const SELECTION_ARGUMENTS = new Set(['key', 'requires']);

/**
 * The names of the fields which the planner may add to a selection of its own accord: those of every key, requirement and
 * context, and `__typename`.
 */
export function plannerFieldNames(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set(['__typename']);
  visit(supergraph, {
    Directive(directive) {
      for (const selection of selectionsIn(directive)) addFieldNames(selection, names);
    },
  });
  return names;
}

function selectionsIn(directive: DirectiveNode): string[] {
  if (!directive.name.value.startsWith('join__')) return [];
  return (directive.arguments ?? []).flatMap(({ name, value }) => {
    if (value.kind === Kind.STRING && SELECTION_ARGUMENTS.has(name.value)) return [`{${value.value}}`];
    if (name.value === 'contextArguments' && value.kind === Kind.LIST) return value.values.flatMap(contextSelection);
    return [];
  });
}

/** `{context: "…", name: "…", type: "…", selection: " { field }"}`, the selection with braces of its own. */
function contextSelection(value: ASTNode): string[] {
  const selections: string[] = [];
  visit(value, {
    ObjectField({ name, value: selection }) {
      if (name.value === 'selection' && selection.kind === Kind.STRING) selections.push(selection.value);
    },
  });
  return selections;
}

function addFieldNames(selection: string, names: Set<string>): void {
  visit(parse(selection, { noLocation: true }), { Field: (field) => void names.add(field.name.value) });
}
