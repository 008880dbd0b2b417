import { Kind, print, type TypeNode } from 'graphql';
import type { Random } from '../random.js';
import { EVENTS, type Stored, type StoredRecord, type SubgraphText } from '../scenario.js';
import { readSubgraphFacts, type SubgraphFacts } from '../world/subgraph-facts.js';
import { loseRecords } from './lose-records.js';
import { namedType, neededFields, possibleTypes } from './needed-fields.js';
import { RECORDS_PER_TYPE } from './world-draft.js';

const WORDS = ['', '0', 'null', 'a', 'Äpfel "x"\\', '\u2028\n', '🚀', 'false'];
const IDS = ['', '0', '9007199254740993123'];

/** A field as all subgraphs together see it. */
export interface MergedField {
  readonly types: readonly TypeNode[];
  /** Object types that every subgraph which answers it knows; of a leaf, the values of its enum. */
  readonly choices: readonly string[];
  /**
   * Part of a key or of a requirement, or stricter about null in one subgraph than in another: an error there would cost
   * other fields than the one schema would lose.
   */
  readonly isNeeded: boolean;
}

/**
 * Values for every field of every object type. No two subgraphs contradict each other, keys tell records apart, and what is
 * needed to find or to derive something is no error.
 */
export function generateRecords(subgraphs: readonly SubgraphText[], random: Random): Record<string, StoredRecord> {
  const facts = subgraphs.map(readSubgraphFacts);
  const fields = mergeFields(facts);
  const isEntity = (name: string) => facts.some(({ types }) => (types.get(name)?.keys.length ?? 0) > 0);
  const isRoot = (name: string) => name === 'Query' || name === 'Mutation';
  const records: Record<string, StoredRecord> = {};
  for (const [type, own] of fields) {
    if (type === 'Subscription') {
      for (let n = 0; n < EVENTS; n++) records[`${type}/${n}`] = makeRecord(type, own, n);
    } else if (isRoot(type)) records[type] = makeRecord(type, own, 0);
    else if (isEntity(type) && !isInterfaceObject(facts, type)) {
      for (let n = 0; n < RECORDS_PER_TYPE; n++) records[`${type}/${n}`] = makeRecord(type, own, n);
    }
  }
  loseRecords({ facts, fields, records, random });
  return records;

  function makeRecord(type: string, own: ReadonlyMap<string, MergedField>, n: number): StoredRecord {
    const record: Record<string, Stored> = {};
    for (const [name, field] of own) record[name] = storedValue(type, name, field, n);
    return { ...record, __typename: type };
  }

  function storedValue(type: string, name: string, field: MergedField, n: number): Stored {
    const key = keyValue(type, name, field, n);
    if (key !== undefined) return key;
    const [first] = field.types;
    if (!first) return null;
    if (/^one\d/.test(name)) return { $find: namedType(first) };
    return fill(field, [...field.types], 0);
  }

  /** Each type in its place: the strictest of them decides about null. */
  function fill(field: MergedField, types: readonly TypeNode[], depth: number): Stored {
    const isNonNull = types.some(({ kind }) => kind === Kind.NON_NULL_TYPE);
    const inner = types.map((type) => (type.kind === Kind.NON_NULL_TYPE ? type.type : type));
    if (!field.isNeeded && random.chance(isNonNull ? 0.008 : 0.03)) return { $throw: 'out of order' };
    if (!isNonNull && random.chance(0.12)) return null;
    const [first] = inner;
    if (first?.kind === Kind.LIST_TYPE) {
      const items = inner.flatMap((type) => (type.kind === Kind.LIST_TYPE ? [type.type] : []));
      return Array.from({ length: random.int(0, 3) }, () => fill(field, items, depth + 1));
    }
    return first ? single(field, namedType(first)) : null;
  }

  function single(field: MergedField, named: string): Stored {
    const isJson = facts.some(({ document }) =>
      document.definitions.some((node) => node.kind === Kind.SCALAR_TYPE_DEFINITION && node.name.value === named),
    );
    if (isJson) return { $json: random.pick([{ b: 1, a: [null, { c: '' }] }, [], 0, false, '', [[1], {}], 1e21]) };
    switch (named) {
      case 'Int':
        return random.pick([0, 1, -7, 2_000_000_000]);
      case 'Float':
        return random.pick([0, -0.5, 2_500_000_000_000, 1e-7, 3, 9007199254740991]);
      case 'Boolean':
        return random.chance(0.5);
      case 'ID':
        return random.pick(IDS);
      case 'String':
        return random.pick(WORDS);
      default: {
        const chosen = random.pick(field.choices);
        const own = fields.get(chosen);
        if (!own) return chosen;
        if (isEntity(chosen)) return { $ref: `${chosen}/${random.int(0, RECORDS_PER_TYPE - 1)}` };
        return makeRecord(chosen, own, random.int(0, RECORDS_PER_TYPE - 1));
      }
    }
  }
}

/** The value by which record n of a type is told from the others. */
function keyValue(type: string, name: string, { types, choices }: MergedField, n: number): Stored | undefined {
  const isFamily = type === 'Book' || type === 'Film';
  if (name === 'id') return isFamily || type === 'Page' ? `${type}-${n}` : (IDS[n] ?? String(n));
  if (name === 'sku') return n === 0 ? '' : `s${n}`;
  if (name === 'no') return n;
  if (name === 'mark') return n === 1 ? null : `m${n}`;
  if (name === 'region') return 'eu';
  const [first] = types;
  if (name === 'parent' && first) return { $ref: `${namedType(first)}/${n}` };
  if (name === 'place' && first?.kind === Kind.NON_NULL_TYPE && choices.includes('Place')) {
    return { __typename: 'Place', code: n === 0 ? '' : `c${n}`, zone: n === 0 ? null : 0, name: WORDS[n] ?? null };
  }
  return undefined;
}

function mergeFields(facts: readonly SubgraphFacts[]): Map<string, Map<string, MergedField>> {
  const needed = neededFields(facts);
  const merged = new Map<string, Map<string, MergedField>>();
  const objects = new Set(
    facts.flatMap(({ types }) => [...types.values()].filter((type) => type.isObject).map(({ name }) => name)),
  );
  for (const typeName of objects) {
    const names = new Set([typeName, ...abstractTypesOf(facts, typeName)]);
    const fields = new Map<string, MergedField>();
    for (const subgraph of facts) {
      for (const type of subgraph.types.values()) {
        if (!type.isObject || !names.has(type.name)) continue;
        for (const [name, { definition }] of type.fields) {
          const known = fields.get(name);
          const choices = choicesIn(subgraph, facts, namedType(definition.type));
          fields.set(name, {
            types: [...(known?.types ?? []), definition.type],
            choices: known ? known.choices.filter((choice) => choices.includes(choice)) : choices,
            isNeeded:
              [...names].some((one) => needed.has(`${one}.${name}`)) ||
              (known?.types ?? []).some((type) => print(type) !== print(definition.type)),
          });
        }
      }
    }
    merged.set(typeName, fields);
  }
  return merged;
}

function choicesIn({ document, types }: SubgraphFacts, facts: readonly SubgraphFacts[], named: string): string[] {
  if (types.get(named)?.isInterfaceObject) return [...new Set(facts.flatMap((other) => possibleTypes(other, named)))];
  const definition = document.definitions.find((node) => 'name' in node && node.name?.value === named);
  if (definition?.kind === Kind.ENUM_TYPE_DEFINITION) return definition.values?.map(({ name }) => name.value) ?? [];
  if (definition?.kind === Kind.UNION_TYPE_DEFINITION) return definition.types?.map(({ name }) => name.value) ?? [];
  return types.get(named)?.isObject ? [named] : possibleTypes({ types }, named);
}

function abstractTypesOf(facts: readonly SubgraphFacts[], name: string): string[] {
  return facts.flatMap(({ types }) => [...(types.get(name)?.abstractTypes ?? [])]);
}

function isInterfaceObject(facts: readonly SubgraphFacts[], name: string): boolean {
  return facts.some(({ types }) => types.get(name)?.isInterfaceObject);
}
