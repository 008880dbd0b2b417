import { type ConstDirectiveNode, type DocumentNode, Kind, parse } from 'graphql';

/** Type → the leaves that are in some key of it in every subgraph that has the type: whoever has an object has them too. */
export type KeysEverywhere = ReadonlyMap<string, ReadonlySet<string>>;

export function keysEverywhere(supergraph: DocumentNode): KeysEverywhere {
  const byType = new Map<string, ReadonlySet<string>>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const leavesByGraph = new Map<string, Set<string>>();
    for (const directive of definition.directives ?? []) addLeaves(directive, leavesByGraph);
    const [first, ...others] = leavesByGraph.values();
    const everywhere = [...(first ?? [])].filter((name) => others.every((leaves) => leaves.has(name)));
    if (everywhere.length > 0) byType.set(definition.name.value, new Set(everywhere));
  }
  return byType;
}

function addLeaves(directive: ConstDirectiveNode, leavesByGraph: Map<string, Set<string>>): void {
  const valueNamed = (name: string) => directive.arguments?.find((argument) => argument.name.value === name)?.value;
  const graph = valueNamed('graph');
  if (directive.name.value !== 'join__type' || graph?.kind !== Kind.ENUM) return;
  const leaves = leavesByGraph.get(graph.value) ?? new Set();
  leavesByGraph.set(graph.value, leaves);
  const key = valueNamed('key');
  for (const name of key?.kind === Kind.STRING ? leavesOf(key.value) : []) leaves.add(name);
}

function leavesOf(key: string): string[] {
  const [operation] = parse(`{${key}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.flatMap((field) =>
    field.kind === Kind.FIELD && !field.selectionSet ? [field.name.value] : [],
  );
}
