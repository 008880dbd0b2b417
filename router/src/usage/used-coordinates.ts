import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  type NamedTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * What of the schema an operation uses: `Type`, `Type.field`, `Type.field.argument`, `Enum.VALUE`, `Input.field`; and
 * `Enum.*`, `Input.*` where any of them may come, in variables or in answers.
 *
 * @param document    valid against the schema
 * @returns sorted
 */
export function usedCoordinates(schema: GraphQLSchema, document: DocumentNode): string[] {
  const used = new Set<string>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType()?.name;
        if (parent === undefined || node.name.value.startsWith('__')) return;
        used.add(parent).add(`${parent}.${node.name.value}`);
        const type = getNamedType(info.getType());
        if (type) used.add(type.name);
        if (isEnumType(type)) used.add(`${type.name}.*`);
      },
      Argument(node) {
        const parent = info.getParentType()?.name;
        const field = info.getFieldDef()?.name;
        if (info.getDirective()) used.add(`@${info.getDirective()?.name}.${node.name.value}`);
        else if (parent !== undefined && field !== undefined) used.add(`${parent}.${field}.${node.name.value}`);
      },
      EnumValue(node) {
        const type = getNamedType(info.getInputType());
        if (isEnumType(type)) used.add(type.name).add(`${type.name}.${node.value}`);
      },
      ObjectField(node) {
        const type = getNamedType(info.getParentInputType());
        if (isInputObjectType(type)) used.add(type.name).add(`${type.name}.${node.name.value}`);
      },
      NamedType: (node) => useType(schema, node, used),
    }),
  );
  return [...used].sort();
}

/** The type of a variable, of which everything may be sent; or a type condition. */
function useType(schema: GraphQLSchema, { name }: NamedTypeNode, used: Set<string>): void {
  const types = [schema.getType(name.value)];
  for (let type = types.pop(); type; type = types.pop()) {
    used.add(type.name);
    if (isEnumType(type)) used.add(`${type.name}.*`);
    if (!isInputObjectType(type) || used.has(`${type.name}.*`)) continue;
    used.add(`${type.name}.*`);
    for (const field of Object.values(type.getFields())) types.push(getNamedType(field.type));
  }
}
