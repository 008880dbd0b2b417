import {
  type FederationMetadata,
  type FieldDefinition,
  federationMetadata,
  type InterfaceType,
  isAbstractType,
  type ObjectType,
  possibleRuntimeTypes,
  type Schema,
  type Subgraphs,
} from '@apollo/federation-internals';
import { memberEntryName } from './member-entries.js';

/** Unions and interfaces that have other members in one subgraph than in another, and what each subgraph answers of them. */
export class PartlyKnownTypes {
  readonly #subgraphs: Subgraphs;
  readonly #names: ReadonlySet<string>;
  readonly #graphs: ReadonlyMap<string, string>;

  /** @param graphs    subgraph name → its value in the supergraph's enum `join__Graph` */
  constructor(subgraphs: Subgraphs, graphs: ReadonlyMap<string, string>) {
    this.#subgraphs = subgraphs;
    this.#graphs = graphs;
    this.#names = namesOf(subgraphs);
  }

  get isEmpty(): boolean {
    return this.#names.size === 0;
  }

  /** The members that the subgraph knows of the type; none when all subgraphs know the same. */
  membersIn(schema: Schema, typeName: string): readonly ObjectType[] {
    const type = this.#names.has(typeName) ? schema.type(typeName) : undefined;
    return type && isAbstractType(type) ? possibleRuntimeTypes(type) : [];
  }

  /** The root field of the planner's schema that stands for one of a subgraph's members. */
  entryOf(subgraph: string, member: string): string | undefined {
    const graph = this.#graphs.get(subgraph);
    return graph === undefined ? undefined : memberEntryName(graph, member);
  }

  schemaOf(subgraph: string): Schema | undefined {
    return this.#subgraphs.get(subgraph)?.schema;
  }
}

/** The field when its subgraph answers it by itself, without what others have: no `@external` and no `@requires`. */
export function ownField(
  type: ObjectType | InterfaceType,
  name: string,
): FieldDefinition<ObjectType | InterfaceType> | undefined {
  const field: FieldDefinition<ObjectType | InterfaceType> | undefined = type.field(name);
  const metadata = federationMetadata(type.schema());
  return field && metadata && isAnsweredAlone(field, metadata) ? field : undefined;
}

function isAnsweredAlone(field: FieldDefinition<ObjectType | InterfaceType>, metadata: FederationMetadata): boolean {
  return !metadata.isFieldExternal(field) && !field.hasAppliedDirective(metadata.requiresDirective());
}

function namesOf(subgraphs: Subgraphs): Set<string> {
  const membersByName = new Map<string, string>();
  const names = new Set<string>();
  for (const { schema } of subgraphs) {
    for (const type of schema.types()) {
      if (!isAbstractType(type)) continue;
      const members = possibleRuntimeTypes(type)
        .map(({ name }) => name)
        .sort()
        .join();
      if ((membersByName.get(type.name) ?? members) !== members) names.add(type.name);
      membersByName.set(type.name, members);
    }
  }
  return names;
}
