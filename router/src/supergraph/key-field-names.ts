import { type DirectiveNode, type DocumentNode, Kind, parse, visit } from 'graphql';

/** Value of the enum `join__Graph` → the names of the fields (not of those below) in the keys of any type of that subgraph. */
export function keyFieldNames(supergraph: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  visit(supergraph, {
    Directive(directive) {
      const graph = argumentOf(directive, 'graph');
      const key = argumentOf(directive, 'key');
      if (directive.name.value !== 'join__type' || graph?.kind !== Kind.ENUM || key?.kind !== Kind.STRING) return;
      const known = names.get(graph.value) ?? new Set();
      names.set(graph.value, known);
      for (const name of topLevelNames(key.value)) known.add(name);
    },
  });
  return names;
}

function argumentOf({ arguments: given }: DirectiveNode, name: string) {
  return given?.find((argument) => argument.name.value === name)?.value;
}

function topLevelNames(selection: string): string[] {
  const [operation] = parse(`{${selection}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : []));
}
