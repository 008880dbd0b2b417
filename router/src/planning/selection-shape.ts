import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { JsonRecord } from '../json-record.js';
import type { ClientNames } from './client-names.js';
import { type DeferredFragment, type DeferredFragments, deferOf } from './deferred-fragments.js';
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

/** A fragment of an object that is answered after it. */
export interface DeferredShape extends DeferredFragment {
  readonly selection: SelectionShape;
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
  /** What is answered later; nothing when absent. */
  readonly deferred?: DeferredFragments | undefined;
}

/** What one selection has: its own fields, by response name, and the fragments that are deferred. */
interface Collected {
  readonly fields: Map<string, FieldNode[]>;
  readonly deferred: DeferredShape[];
}

const NOTHING_DEFERRED: readonly DeferredShape[] = [];

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
  readonly #deferredByType = new Map<string, readonly DeferredShape[]>();

  constructor(source: ShapeSource, sets: readonly SelectionSetNode[]) {
    this.#source = source;
    this.#sets = sets;
  }

  /** The fields of an object of this type, in the order of the answer. */
  fieldsOf(type: CompositeType): readonly FieldShape[] {
    const known = this.#fieldsByType.get(type.name);
    if (known) return known;
    const collected = this.#collect((condition) => this.#applies(condition, type));
    const fields = [...collected.fields].map(([responseName, group]) => this.#fieldShape(type, responseName, group));
    this.#fieldsByType.set(type.name, fields);
    this.#deferredByType.set(type.name, collected.deferred);
    return fields;
  }

  /** What an object of this type is answered with later. */
  deferredOf(type: CompositeType): readonly DeferredShape[] {
    this.fieldsOf(type);
    return this.#deferredByType.get(type.name) ?? NOTHING_DEFERRED;
  }

  /**
   * The selection below a response name, whatever the object's type and whether it is deferred; null when the client selected
   * no such field.
   */
  below(responseName: string): SelectionShape | null {
    const nodes = this.#collect(() => true, 'included').fields.get(responseName);
    return nodes ? this.#child(nodes) : null;
  }

  /** Whether the client selected the response name in a fragment that applies, or in none. */
  selects(responseName: string, applies: (condition: string) => boolean): boolean {
    return this.#collect(applies, 'included').fields.has(responseName);
  }

  /** The index of the first of the response names on a way that was selected only where conditions took it away; -1 when none was. */
  firstLeftOut(way: readonly string[]): number {
    let included: SelectionShape = this;
    let selected: SelectionShape = this;
    for (const [index, name] of way.entries()) {
      const nodes = selected
        .#collect(
          () => true,
          'included',
          () => true,
        )
        .fields.get(name);
      if (!nodes) return -1;
      const below = included.below(name);
      if (!below) return index;
      included = below;
      selected = this.#child(nodes);
    }
    return -1;
  }

  /** Whether what stands at a path below here is answered with this selection, not later. */
  answers(path: readonly (string | number)[]): boolean {
    let shape: SelectionShape = this;
    for (const key of path) {
      if (typeof key === 'number') continue;
      const nodes = shape.#collect(() => true).fields.get(key);
      if (!nodes) return false;
      shape = this.#child(nodes);
    }
    return true;
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

  /** @param whatIsDeferred    'included': as if it were not */
  #collect(
    applies: (condition: string) => boolean,
    whatIsDeferred: 'apart' | 'included' = 'apart',
    isKept = ({ directives }: SelectionNode) => isIncluded(directives, this.#source.conditions),
  ): Collected {
    const { fragments } = this.#source;
    const groups = new Map<string, FieldNode[]>();
    const deferred: DeferredShape[] = [];
    const spread = new Set<string>();
    const visitSet = (set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        if (!isKept(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          const group = groups.get(name);
          if (group) group.push(selection);
          else groups.set(name, [selection]);
          continue;
        }
        const later = whatIsDeferred === 'apart' ? this.#deferredFragment(selection) : undefined;
        if (!later && selection.kind === Kind.FRAGMENT_SPREAD) {
          if (spread.has(selection.name.value)) continue;
          spread.add(selection.name.value);
        }
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = fragment?.typeCondition?.name.value;
        if (!fragment || (condition !== undefined && !applies(condition))) continue;
        if (later) deferred.push({ ...later, selection: new SelectionShape(this.#source, [fragment.selectionSet]) });
        else visitSet(fragment.selectionSet);
      }
    };
    for (const set of this.#sets) visitSet(set);
    return { fields: groups, deferred };
  }

  #deferredFragment({ directives }: SelectionNode): DeferredFragment | undefined {
    const directive = this.#source.deferred && deferOf(directives);
    return directive && this.#source.deferred?.byDirective.get(directive);
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
