import { type DocumentNode, type FieldDefinitionNode, Kind, type ObjectTypeDefinitionNode, print } from 'graphql';

/**
 * Which of these names are fields of two members of a union or interface with values of another shape: no operation can select both
 * under that name.
 *
 * Source: https://spec.graphql.org/October2021/#SameResponseShape()
 */
export function shapeConflicts({ definitions }: DocumentNode, names: ReadonlySet<string>): ReadonlySet<string> {
  const objects = definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  const leaves = new Set(
    definitions.flatMap((definition) =>
      definition.kind === Kind.SCALAR_TYPE_DEFINITION || definition.kind === Kind.ENUM_TYPE_DEFINITION
        ? [definition.name.value]
        : [],
    ),
  );
  const isLeaf = (typeName: string) => leaves.has(typeName) || BUILT_IN.has(typeName);
  const membersOf = new Map<string, ObjectTypeDefinitionNode[]>();
  const add = (abstract: string, member: ObjectTypeDefinitionNode) =>
    void membersOf.set(abstract, [...(membersOf.get(abstract) ?? []), member]);
  for (const object of objects) for (const { name } of object.interfaces ?? []) add(name.value, object);
  for (const definition of definitions) {
    if (definition.kind !== Kind.UNION_TYPE_DEFINITION) continue;
    const members = new Set((definition.types ?? []).map(({ name }) => name.value));
    for (const object of objects) if (members.has(object.name.value)) add(definition.name.value, object);
  }
  const conflicts = new Set<string>();
  for (const members of membersOf.values()) {
    const shapes = new Map<string, string>();
    for (const { name, type } of members.flatMap(({ fields = [] }) => fields)) {
      if (!names.has(name.value)) continue;
      const shape = shapeOf(type, isLeaf);
      if ((shapes.get(name.value) ?? shape) !== shape) conflicts.add(name.value);
      shapes.set(name.value, shape);
    }
  }
  return conflicts;
}

const BUILT_IN = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);

/** A leaf by its name, whatever has fields alike, in its lists. */
function shapeOf(type: FieldDefinitionNode['type'], isLeaf: (typeName: string) => boolean): string {
  return print(type).replace(/\w+/, (name) => (isLeaf(name) ? name : '{}'));
}
