import { type GraphQLSchema, isAbstractType, isEnumType, isInterfaceType, isObjectType } from 'graphql';

/** Questions the executor has about a type of the supergraph (inaccessible ones among them), by name. */
export class SupergraphTypes {
  readonly #schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** False for an interface's name too, which a subgraph with `@interfaceObject` answers as `__typename`. */
  isConcrete(typeName: string): boolean {
    return isObjectType(this.#schema.getType(typeName));
  }

  /** The names of the object types that a type stands for: its own, or its members'. */
  concreteOf(typeName: string): readonly string[] {
    const type = this.#schema.getType(typeName);
    return isAbstractType(type) ? this.#schema.getPossibleTypes(type).map(({ name }) => name) : [typeName];
  }

  /** Names of an enum's values; none for what is no enum. */
  enumValuesOf(typeName: string): readonly string[] {
    const type = this.#schema.getType(typeName);
    return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
  }

  /** Whether a fragment on `condition` applies to an object whose `__typename` is `typeName`. */
  matches(typeName: string, condition: string): boolean {
    if (typeName === condition) return true;
    const abstract = this.#schema.getType(condition);
    const type = this.#schema.getType(typeName);
    if (!isAbstractType(abstract)) return false;
    return (isObjectType(type) || isInterfaceType(type)) && this.#schema.isSubType(abstract, type);
  }
}
