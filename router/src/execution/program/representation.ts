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
  readonly #keySlots = new Map<string, number | undefined>();
  /** The keys that an entity may do without: indices of selections. */
  readonly #spares: readonly number[];

  /** @param rewrites    the planner's: they set the `__typename` of interfaces and interface objects */
  constructor(source: RequiredSource, rewrites: readonly FetchDataRewrite[]) {
    this.#source = source;
    this.#rewrites = rewrites;
    const { selections } = source;
    this.#spares = [...selections.keys()].filter((index) => isSpare(selections[index]));
  }

  /** Undefined when the entity has not all that is required: some fetch failed, or it is of another type. */
  write(entity: DataObject): string | undefined {
    const { typeName } = entity;
    const required = typeName === undefined ? NOTHING : this.#requiredOf(typeName);
    if (required.length === 0) return undefined;
    return writeValues(entity, required) ?? this.#writeWithFewerKeys(entity);
  }

  /** Without the keys that are not complete, which conditions may have taken away. */
  #writeWithFewerKeys(entity: DataObject): string | undefined {
    const { typeName = '' } = entity;
    const missing = this.#spares.filter((spare) => writeValues(entity, this.#keyOf(typeName, spare)) === undefined);
    const required = missing.length > 0 ? this.#requiredOf(typeName, missing) : NOTHING;
    return required.length === 0 ? undefined : writeValues(entity, required);
  }

  /** What is required besides the type's name, of every type. */
  get requiredKeys(): readonly string[] {
    return keysOf(this.#source.selections).filter((key) => key !== '__typename');
  }

  /**
   * Where entities of a type have the leaf by which they are told apart, when all that is required are leaves: one that other
   * fetches of the same objects require too, for that is most likely their key.
   *
   * @param common    keys in the merged data; the same each time
   */
  keySlot(typeName: string, common: readonly string[]): number | undefined {
    if (!this.#keySlots.has(typeName)) this.#keySlots.set(typeName, this.#findKeySlot(typeName, common));
    return this.#keySlots.get(typeName);
  }

  #findKeySlot(typeName: string, common: readonly string[]): number | undefined {
    const required = this.#requiredOf(typeName);
    if (required[0]?.slot !== TYPE_NAME || required.some(({ below }) => below)) return undefined;
    const slots = common.map((key) => this.#source.place.find(key)?.index);
    return (required.find(({ slot }) => slots.includes(slot)) ?? required[1])?.slot;
  }

  /** Whether two entities of one type have the same representation, if they have one. Of leaves only. */
  areAlike(one: DataObject, other: DataObject): boolean {
    for (const { slot } of this.#requiredOf(one.typeName ?? '')) {
      if (slot !== undefined && slot !== TYPE_NAME && one.values[slot] !== other.values[slot]) return false;
    }
    return true;
  }

  /** @param without    indices of keys among what is required */
  #requiredOf(typeName: string, without: readonly number[] = []): readonly RequiredValue[] {
    const name = without.length === 0 ? typeName : `${typeName} without ${without}`;
    const known = this.#valuesByType.get(name);
    if (known) return known;
    const selections = this.#source.selections.filter((_, index) => !without.includes(index));
    const values = requiredValues({ ...this.#source, selections }, typeName, this.#sentTypeName(typeName));
    // Without the type's name it is nothing that the subgraph is asked for.
    const required = values.some(({ slot }) => slot === TYPE_NAME) ? values : NOTHING;
    this.#valuesByType.set(name, required);
    return required;
  }

  #keyOf(typeName: string, spare: number): readonly RequiredValue[] {
    const others = [...this.#source.selections.keys()].filter((index) => index !== spare);
    return this.#requiredOf(typeName, others);
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

function isSpare(selection: RequiredSelection | undefined): boolean {
  return selection?.kind === 'Fragment' && selection.isSpare === true;
}

function keysOf(selections: readonly RequiredSelection[]): string[] {
  return selections.flatMap((each) => (each.kind === 'Field' ? [each.key] : keysOf(each.selections)));
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
    if (!(value instanceof DataObject)) return String(value ?? null);
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
