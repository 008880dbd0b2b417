import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';

const QUERY = 'Query';

/**
 * Gives the planner's schema a root field for every subgraph's members of the unions and interfaces that have others in another
 * subgraph. No client can ask for it and no subgraph is asked: it is where a plan begins for what is selected of a member alone.
 */
export function addMemberEntries(supergraph: DocumentNode): DocumentNode {
  const fields = [...membersByGraph(supergraph)].flatMap(([graph, members]) =>
    [...members].map((member) => entryField(graph, member)),
  );
  if (fields.length === 0) return supergraph;
  const definitions = supergraph.definitions.map((definition) =>
    isObjectType(definition) && definition.name.value === QUERY
      ? { ...definition, fields: [...(definition.fields ?? []), ...fields] }
      : definition,
  );
  return { ...supergraph, definitions };
}

/** @param graph    the subgraph's value in the supergraph's enum `join__Graph` */
export function memberEntryName(graph: string, typeName: string): string {
  return `router__${graph}__${typeName}`;
}

function entryField(graph: string, typeName: string): FieldDefinitionNode {
  return {
    kind: Kind.FIELD_DEFINITION,
    name: { kind: Kind.NAME, value: memberEntryName(graph, typeName) },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } } satisfies NamedTypeNode,
    directives: [
      {
        kind: Kind.DIRECTIVE,
        name: { kind: Kind.NAME, value: 'join__field' },
        arguments: [
          {
            kind: Kind.ARGUMENT,
            name: { kind: Kind.NAME, value: 'graph' },
            value: { kind: Kind.ENUM, value: graph },
          },
        ],
      },
    ],
  };
}

/** Value of `join__Graph` → the object types that it knows as members of something that others know in part. */
function membersByGraph({ definitions }: DocumentNode): Map<string, Set<string>> {
  const membersOf = new Map<string, Map<string, Set<string>>>();
  const membersIn = (abstract: string, graph: string) => {
    const graphs = membersOf.get(abstract) ?? new Map<string, Set<string>>();
    membersOf.set(abstract, graphs);
    const members = graphs.get(graph) ?? new Set<string>();
    graphs.set(graph, members);
    return members;
  };
  for (const definition of definitions) {
    const isUnion = definition.kind === Kind.UNION_TYPE_DEFINITION;
    if (!isUnion && !isObjectType(definition) && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const { value: name } = definition.name;
    for (const directive of definition.directives ?? []) {
      const { graph, member, interface: implemented } = namesIn(directive);
      if (graph === undefined) continue;
      if (directive.name.value === 'join__type' && !isObjectType(definition)) membersIn(name, graph);
      if (directive.name.value === 'join__unionMember' && member !== undefined) membersIn(name, graph).add(member);
      const isImplementation = directive.name.value === 'join__implements' && isObjectType(definition);
      if (isImplementation && implemented !== undefined) membersIn(implemented, graph).add(name);
    }
  }
  const found = new Map<string, Set<string>>();
  for (const graphs of membersOf.values()) {
    const lists = [...graphs.values()].map((members) => [...members].sort().join());
    if (new Set(lists).size < 2) continue;
    for (const [graph, members] of graphs) found.set(graph, new Set([...(found.get(graph) ?? []), ...members]));
  }
  return found;
}

function isObjectType(definition: DefinitionNode): definition is ObjectTypeDefinitionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION;
}

function namesIn({ arguments: given = [] }: ConstDirectiveNode): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.flatMap(({ name, value }) =>
      value.kind === Kind.ENUM || value.kind === Kind.STRING ? [[name.value, value.value]] : [],
    ),
  );
}
