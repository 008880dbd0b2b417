import type { FetchDataRewrite } from '@apollo/query-planner';
import type { RequiredSelection } from '../../planning/plan.js';
import type { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import { DataList, DataObject, type DataValue } from '../answers/data.js';
import type { Place } from './place.js';

const CONDITION = '... on ';

/** The slot of `__typename`, whose text is known beforehand. */
const TYPE_NAME = -1;

export interface RequiredSource {
  readonly selections: readonly RequiredSelection[];
  readonly place: Place;
  readonly types: SupergraphTypes;
}

interface RequiredValue {
  /** `"name":`, behind a comma but for the first; with the value when that is the type's name. */
  readonly prefix: string;
  /** Undefined for a value that no fetch brings. */
  readonly slot: number | undefined;
  readonly below: NestedRepresentation | undefined;
}

/**
 * Writes the representations by which a subgraph finds entities, as JSON text. What an object of a type has to have is
 * worked out when the first one is met.
 */
export class Representation {
  readonly #source: RequiredSource;
  readonly #rewrites: readonly FetchDataRewrite[];
  readonly #valuesByType = new Map<string, readonly RequiredValue[]>();
  /** The type whose key was asked for last, and where its objects have it. */
  #keyType: string | undefined;
  #keySlot: number | undefined;

  /** @param rewrites    the planner's: they set the `__typename` of interfaces and interface objects */
  constructor(source: RequiredSource, rewrites: readonly FetchDataRewrite[]) {
    this.#source = source;
    this.#rewrites = rewrites;
  }

  /** Undefined when the entity has not all that is required: some fetch failed, or it is of another type. */
  write(entity: DataObject): string | undefined {
    const { typeName } = entity;
    const required = typeName === undefined ? NOTHING : this.#requiredOf(typeName);
    return required.length === 0 ? undefined : writeValues(entity, required);
  }

  /**
   * The one value that is required besides the type's name, if it is a leaf: entities of one type that share it have the
   * same representation. It is cheaper to compare. Undefined when only the representations themselves tell.
   */
  key(entity: DataObject): string | undefined {
    const { typeName } = entity;
    if (typeName === undefined) return undefined;
    if (typeName !== this.#keyType) {
      this.#keyType = typeName;
      this.#keySlot = keySlot(this.#requiredOf(typeName));
    }
    const value = this.#keySlot === undefined ? undefined : entity.values[this.#keySlot];
    return typeof value === 'string' ? value : undefined;
  }

  #requiredOf(typeName: string): readonly RequiredValue[] {
    const known = this.#valuesByType.get(typeName);
    if (known) return known;
    const values = requiredValues(this.#source, typeName, this.#sentTypeName(typeName));
    // Without the type's name it is nothing that the subgraph is asked for.
    const required = values.some(({ slot }) => slot === TYPE_NAME) ? values : NOTHING;
    this.#valuesByType.set(typeName, required);
    return required;
  }

  #sentTypeName(typeName: string): string {
    let sent = typeName;
    for (const rewrite of this.#rewrites) {
      const [condition = '', key] = rewrite.path;
      if (rewrite.kind !== 'ValueSetter' || key !== '__typename') {
        throw new Error('The planner rewrites a representation in a way that is not known');
      }
      if (this.#source.types.matches(sent, condition.slice(CONDITION.length))) sent = String(rewrite.setValueTo);
    }
    return sent;
  }
}

const NOTHING: readonly RequiredValue[] = [];

function keySlot(required: readonly RequiredValue[]): number | undefined {
  const [first, second, ...others] = required;
  if (first?.slot !== TYPE_NAME || !second || second.below || others.length > 0) return undefined;
  return second.slot;
}

/** A part of a representation: an object, or a list of them. */
class NestedRepresentation {
  readonly #source: RequiredSource;
  readonly #valuesByType = new Map<string | undefined, readonly RequiredValue[]>();

  constructor(source: RequiredSource) {
    this.#source = source;
  }

  /** An item or an object that is incomplete is sent as null: the subgraph is not told half of it. */
  write(value: DataValue): string {
    if (value instanceof DataList) return `[${value.items.map((item) => this.write(item)).join(',')}]`;
    if (!(value instanceof DataObject)) return value ?? 'null';
    let required = this.#valuesByType.get(value.typeName);
    if (!required) {
      required = this.#valuesOf(value.typeName);
      this.#valuesByType.set(value.typeName, required);
    }
    return writeValues(value, required) ?? 'null';
  }

  /** The planner requires no `__typename` of an object of an abstract type; the subgraph cannot tell its type without. */
  #valuesOf(typeName: string | undefined): readonly RequiredValue[] {
    const { selections } = this.#source;
    const isAbstract = selections.some(({ kind }) => kind === 'Fragment');
    const typename = { kind: 'Field', key: '__typename', name: '__typename' } as const;
    const all = isAbstract && typeName !== undefined ? [typename, ...selections] : selections;
    return requiredValues({ ...this.#source, selections: all }, typeName, typeName);
  }
}

function writeValues(object: DataObject, required: readonly RequiredValue[]): string | undefined {
  let text = '{';
  for (const { slot, prefix, below } of required) {
    if (slot === TYPE_NAME) {
      text += prefix;
      continue;
    }
    const value = slot === undefined ? undefined : object.values[slot];
    if (value === undefined) return undefined;
    if (below) text += prefix + below.write(value);
    else text += prefix + (typeof value === 'string' ? value : 'null');
  }
  return `${text}}`;
}

/** What is required of an object of a type, each name once. */
function requiredValues(
  { selections, place, types }: RequiredSource,
  typeName: string | undefined,
  sentTypeName: string | undefined,
): RequiredValue[] {
  const byName = new Map<string, { key: string; below: readonly RequiredSelection[] | undefined }>();
  const collect = (selection: RequiredSelection): void => {
    if (selection.kind === 'Fragment') {
      const { onType } = selection;
      const applies = onType === undefined || (typeName !== undefined && types.matches(typeName, onType));
      if (applies) selection.selections.forEach(collect);
      return;
    }
    const { key, name } = selection;
    const known = byName.get(name)?.below ?? [];
    byName.set(name, { key, below: selection.selections && [...known, ...selection.selections] });
  };
  selections.forEach(collect);
  return [...byName].map(([name, { key, below }], position): RequiredValue => {
    const prefix = `${position > 0 ? ',' : ''}${JSON.stringify(name)}:`;
    if (key === '__typename' && sentTypeName !== undefined) {
      return { prefix: prefix + JSON.stringify(sentTypeName), slot: TYPE_NAME, below: undefined };
    }
    const slot = place.find(key);
    const nested = below && slot && new NestedRepresentation({ selections: below, place: slot.below, types });
    return { prefix, slot: slot?.index, below: nested };
  });
}
