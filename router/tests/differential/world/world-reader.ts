import { type FieldNode, Kind, type SelectionSetNode, valueFromASTUntyped } from 'graphql';
import { hashText } from '../random.js';
import type { Stored, StoredRecord, World } from '../scenario.js';
import { stableText } from './stable-text.js';
import { type ContextArgument, type FieldFacts, readSubgraphFacts, type SubgraphFacts } from './subgraph-facts.js';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * The values of a world's fields. The subgraphs and the one schema both read them here, so that they differ only in what the
 * router does between them.
 */
export class WorldReader {
  readonly subgraphs: readonly SubgraphFacts[];
  /** The number of the event that subscriptions are at. */
  event = 0;
  #records: World['records'] = {};
  #entitiesThrow = false;
  readonly #recordsByType = new Map<string, StoredRecord[]>();
  /** Object type → itself and all it can stand for, in any subgraph. */
  readonly #abstractTypes = new Map<string, Set<string>>();

  constructor({ subgraphs, records }: World) {
    this.subgraphs = subgraphs.map(readSubgraphFacts);
    for (const { types } of this.subgraphs) {
      for (const { name, isObject, abstractTypes } of types.values()) {
        if (!isObject) continue;
        const known = this.#abstractTypes.get(name) ?? new Set([name]);
        for (const abstract of abstractTypes) known.add(abstract);
        this.#abstractTypes.set(name, known);
      }
    }
    this.load(records);
  }

  /** Other records in place of those there are. */
  load(records: World['records']): void {
    this.#records = records;
    this.#recordsByType.clear();
    this.#entitiesThrow = Object.values(records).some(({ $lostAs }) => $lostAs === 'error');
    for (const record of Object.values(records)) {
      for (const type of this.typesOf(record)) {
        const records = this.#recordsByType.get(type);
        if (records) records.push(record);
        else this.#recordsByType.set(type, [record]);
      }
    }
  }

  /** Whether a subgraph has an error in place of some entity. */
  get entitiesThrow(): boolean {
    return this.#entitiesThrow;
  }

  /** The record's type and every interface and union it belongs to. */
  typesOf(record: StoredRecord): ReadonlySet<string> {
    return this.#abstractTypes.get(record.__typename) ?? new Set([record.__typename]);
  }

  recordsOf(typeName: string): readonly StoredRecord[] {
    return this.#recordsByType.get(typeName) ?? [];
  }

  root(typeName: string): StoredRecord {
    return this.#records[typeName] ?? this.#records[`${typeName}/${this.event}`] ?? { __typename: typeName };
  }

  /** The field's requirement, whichever subgraph has it. */
  requirementOf(record: StoredRecord, field: string): SelectionSetNode | undefined {
    return this.#findFact(record, field, ({ requires }) => requires);
  }

  contextArgumentsOf(record: StoredRecord, field: string): readonly ContextArgument[] {
    return this.#findFact(record, field, ({ contextArguments: all }) => (all.length > 0 ? all : undefined)) ?? [];
  }

  /** Whether the record's type sets a context in some subgraph. */
  setsContext(record: StoredRecord, context: string): boolean {
    return this.subgraphs.some(({ types }) => types.get(record.__typename)?.contexts.has(context));
  }

  /**
   * A field's value as a resolver gives it back: arguments change what is stored, errors are Error objects.
   *
   * @param wrap    what the resolvers below get for an object
   */
  read<T>(record: StoredRecord, field: string, given: Arguments, wrap: (record: StoredRecord) => T): unknown {
    const requirement = this.requirementOf(record, field);
    if (requirement && !this.isFaulty(record, field)) return stableText(this.select(record, requirement));
    return this.#present(apply(record[field] ?? null, given), given, wrap);
  }

  /** Whether a null or an error stands where the field's value would. */
  isFaulty(record: StoredRecord, field: string): boolean {
    const stored = record[field];
    return typeof stored === 'object' && stored !== null && ('$throw' in stored || '$absent' in stored);
  }

  /** What a selection of fields yields, as it would stand in a representation. */
  select(record: StoredRecord, { selections }: SelectionSetNode): Record<string, unknown> {
    const selected: Record<string, unknown> = {};
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('Selections of directives have no named fragments');
      if (selection.kind === Kind.FIELD) selected[selection.name.value] = this.#selectField(record, selection);
      else if (!selection.typeCondition || this.typesOf(record).has(selection.typeCondition.name.value)) {
        Object.assign(selected, this.select(record, selection.selectionSet));
      }
    }
    return selected;
  }

  #selectField(record: StoredRecord, field: FieldNode): unknown {
    const name = field.name.value;
    if (name === '__typename') return record.__typename;
    const literals = (field.arguments ?? []).map((given) => [given.name.value, valueFromASTUntyped(given.value)]);
    const defaults = this.#findFact(record, name, ({ defaults: all, isExternal }) => (isExternal ? undefined : all));
    const { selectionSet } = field;
    const wrap = (below: StoredRecord) => (selectionSet ? this.select(below, selectionSet) : null);
    return withoutErrors(this.read(record, name, { ...defaults, ...Object.fromEntries(literals) }, wrap));
  }

  #present<T>(stored: Stored, given: Arguments, wrap: (record: StoredRecord) => T): unknown {
    if (stored === null || typeof stored !== 'object') return stored;
    if (isList(stored)) return stored.map((item) => this.#present(item, given, wrap));
    if ('$throw' in stored) return new Error(String(stored.$throw));
    if ('$absent' in stored) return null;
    if ('$json' in stored) return stored.$json;
    if ('$ref' in stored) {
      const record = this.#records[String(stored.$ref)];
      return record ? wrap(record) : null;
    }
    if ('$find' in stored) {
      const found = this.recordsOf(String(stored.$find)).find(({ id }) => id === given.id);
      return found ? wrap(found) : null;
    }
    return wrap(stored as StoredRecord);
  }

  #findFact<T>(record: StoredRecord, field: string, read: (facts: FieldFacts) => T | undefined): T | undefined {
    for (const { types } of this.subgraphs) {
      for (const type of this.typesOf(record)) {
        const facts = types.get(type);
        const fact = facts && (facts.isObject ? facts.fields.get(field) : undefined);
        const value = fact && read(fact);
        if (value !== undefined) return value;
      }
    }
    return undefined;
  }
}

/** Arguments change leaves, each in its type's range, and leave out some items of a list. */
function apply(stored: Stored, given: Arguments): Stored {
  if (Object.keys(given).length === 0) return stored;
  const text = stableText(given);
  const hash = hashText(text);
  const change = (value: Stored): Stored => {
    if (typeof value === 'string') return `${value}${text}`;
    if (typeof value === 'number') return value + (hash % 100);
    if (typeof value === 'boolean') return value !== (hash % 2 === 1);
    return isList(value) ? value.map(change) : value;
  };
  return isList(stored)
    ? stored.filter((_item, index) => ((hash >> (index % 16)) & 1) === 0).map(change)
    : change(stored);
}

function withoutErrors(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutErrors);
  return value instanceof Error ? null : value;
}

function isList(value: Stored): value is readonly Stored[] {
  return Array.isArray(value);
}
