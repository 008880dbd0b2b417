import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { JsonRecord } from '../json-record.js';
import type { ClientNames } from './client-names.js';
import { isIncluded } from './selection-conditions.js';

export type FieldShape = TypenameShape | IntrospectionShape | DeniedShape | DataShape;

interface TypenameShape {
  readonly kind: 'typename';
  readonly responseName: string;
}

interface IntrospectionShape {
  readonly kind: 'introspection';
  readonly responseName: string;
  readonly nodes: readonly FieldNode[];
}

/** A field that the viewer may not have: null, or what a null there becomes, with an error at its path. */
export interface DeniedShape {
  readonly kind: 'denied';
  readonly responseName: string;
  readonly fieldName: string;
  readonly type: GraphQLOutputType;
}

export interface DataShape {
  readonly kind: 'data';
  readonly responseName: string;
  /** The name of the value in the merged data. */
  readonly dataKey: string;
  readonly fieldName: string;
  readonly type: GraphQLOutputType;
  /** Undefined for a leaf. */
  readonly selection: SelectionShape | undefined;
}

export type CompositeType = GraphQLObjectType | GraphQLInterfaceType;

export interface ShapeSource {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly names: ClientNames;
  /** Coerced values of (at least) the variables which conditions depend on. */
  readonly conditions: JsonRecord;
  /** What the viewer may not have; nothing when absent. */
  readonly denied?: ReadonlySet<FieldNode> | undefined;
}

/**
 * What the client's operation selects at one place, conditions decided: the fields an object of each type is answered with.
 * Worked out at the first use and kept.
 *
 * Source: https://spec.graphql.org/October2021/#sec-Field-Collection
 */
export class SelectionShape {
  readonly #source: ShapeSource;
  readonly #sets: readonly SelectionSetNode[];
  readonly #fieldsByType = new Map<string, readonly FieldShape[]>();

  constructor(source: ShapeSource, sets: readonly SelectionSetNode[]) {
    this.#source = source;
    this.#sets = sets;
  }

  /** The fields of an object of this type, in the order of the answer. */
  fieldsOf(type: CompositeType): readonly FieldShape[] {
    const known = this.#fieldsByType.get(type.name);
    if (known) return known;
    const nodes = this.#collect((condition) => this.#applies(condition, type));
    const fields = [...nodes].map(([responseName, group]) => this.#fieldShape(type, responseName, group));
    this.#fieldsByType.set(type.name, fields);
    return fields;
  }

  /** The selection below a response name, whatever the object's type; null when the client selected no such field. */
  below(responseName: string): SelectionShape | null {
    const nodes = this.#collect(() => true).get(responseName);
    return nodes ? this.#child(nodes) : null;
  }

  #fieldShape(type: CompositeType, responseName: string, selected: readonly FieldNode[]): FieldShape {
    const { denied } = this.#source;
    const nodes = denied ? selected.filter((node) => !denied.has(node)) : selected;
    const [first] = nodes;
    if (!first) return deniedShape(type, responseName, selected[0]?.name.value ?? '');
    const fieldName = first.name.value;
    if (fieldName === '__typename') return { kind: 'typename', responseName };
    if (fieldName === '__schema' || fieldName === '__type') return { kind: 'introspection', responseName, nodes };
    const field = type.getFields()[fieldName];
    if (!field) throw new Error(`Type ${type.name} has no field ${fieldName}, though the operation is valid`);
    return {
      kind: 'data',
      responseName,
      dataKey: this.#source.names.internal(first),
      fieldName,
      type: field.type,
      selection: first.selectionSet && this.#child(nodes),
    };
  }

  #child(nodes: readonly FieldNode[]): SelectionShape {
    return new SelectionShape(
      this.#source,
      nodes.flatMap((node) => node.selectionSet ?? []),
    );
  }

  #collect(applies: (condition: string) => boolean): Map<string, FieldNode[]> {
    const { fragments, conditions } = this.#source;
    const groups = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    const visitSet = (set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        if (!isIncluded(selection.directives, conditions)) continue;
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          const group = groups.get(name);
          if (group) group.push(selection);
          else groups.set(name, [selection]);
          continue;
        }
        if (selection.kind === Kind.FRAGMENT_SPREAD && spread.has(selection.name.value)) continue;
        if (selection.kind === Kind.FRAGMENT_SPREAD) spread.add(selection.name.value);
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = fragment?.typeCondition?.name.value;
        if (fragment && (condition === undefined || applies(condition))) visitSet(fragment.selectionSet);
      }
    };
    for (const set of this.#sets) visitSet(set);
    return groups;
  }

  #applies(condition: string, type: CompositeType): boolean {
    if (condition === type.name) return true;
    const conditionType = this.#source.schema.getType(condition);
    return isAbstractType(conditionType) && this.#source.schema.isSubType(conditionType, type);
  }
}

function deniedShape(type: CompositeType, responseName: string, fieldName: string): DeniedShape {
  const definition = fieldName === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : type.getFields()[fieldName];
  if (!definition) throw new Error(`Type ${type.name} has no field ${fieldName}, though the operation is valid`);
  return { kind: 'denied', responseName, fieldName, type: definition.type };
}
