import { type ASTNode, type DocumentNode, Kind, parse, print, type TypeNode, visit } from 'graphql';
import type { Stored, StoredRecord, World } from '../scenario.js';
import { type Shrinkable, type StillFails, shrink } from './shrink.js';

interface ParsedSubgraph {
  readonly name: string;
  readonly document: DocumentNode;
}

const REMOVABLE: ReadonlySet<string> = new Set([
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.DIRECTIVE,
]);

/** The smallest world found that still fails: fewer subgraphs, types, fields, directives; shorter lists. */
export async function shrinkWorld(world: World, stillFails: StillFails<World>, endsAt: number): Promise<World> {
  const toWorld = (subgraphs: readonly ParsedSubgraph[]): World => ({
    ...world,
    subgraphs: subgraphs.map(({ name, document }) => ({ name, sdl: print(document) })),
    records: prune(world.records, subgraphs),
  });
  let subgraphs: readonly ParsedSubgraph[] = world.subgraphs.map(({ name, sdl }) => ({
    name,
    document: parse(sdl, { noLocation: true }),
  }));
  const check = (candidate: readonly ParsedSubgraph[]) => {
    const smaller = toWorld(candidate);
    return isWhole(smaller) ? stillFails(smaller) : Promise.resolve(false);
  };
  for (const kind of [wholeSubgraphs, definitions, details]) subgraphs = await shrink(subgraphs, kind, check, endsAt);
  const smaller = toWorld(subgraphs);
  return shrink(smaller, { parts: longLists, without: simplify }, stillFails, endsAt);
}

const wholeSubgraphs: Shrinkable<readonly ParsedSubgraph[]> = {
  parts: (subgraphs) => subgraphs,
  without: (subgraphs, parts) => atLeastOne(subgraphs.filter((subgraph) => !parts.has(subgraph))),
};

const definitions: Shrinkable<readonly ParsedSubgraph[]> = {
  parts: (subgraphs) =>
    subgraphs.flatMap(({ document }) => document.definitions.filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION)),
  without: (subgraphs, parts) => removeNodes(subgraphs, parts),
};

const details: Shrinkable<readonly ParsedSubgraph[]> = {
  parts: (subgraphs) => {
    const nodes: ASTNode[] = [];
    for (const { document } of subgraphs) {
      visit(document, {
        SchemaExtension: () => false,
        enter: (node) => void (REMOVABLE.has(node.kind) && nodes.push(node)),
      });
    }
    return nodes;
  },
  without: (subgraphs, parts) => removeNodes(subgraphs, parts),
};

function removeNodes(subgraphs: readonly ParsedSubgraph[], parts: ReadonlySet<object>) {
  return atLeastOne(
    subgraphs.flatMap(({ name, document }) => {
      const removed = visit(document, { enter: (node) => (parts.has(node) ? null : undefined) });
      const whole = removeDangling(removed);
      return whole.definitions.some(({ kind }) => kind !== Kind.SCHEMA_EXTENSION) ? [{ name, document: whole }] : [];
    }),
  );
}

/** What speaks of types that are gone goes too, until nothing does. */
function removeDangling(document: DocumentNode): DocumentNode {
  const known = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);
  for (const node of document.definitions) {
    if ('fields' in node && node.fields?.length === 0) continue;
    if ('name' in node && node.name && node.kind !== Kind.DIRECTIVE_DEFINITION) known.add(node.name.value);
  }
  const isGone = (type: TypeNode): boolean =>
    type.kind === Kind.NAMED_TYPE ? !known.has(type.name.value) : isGone(type.type);
  let isClean = true;
  const drop = () => {
    isClean = false;
    return null;
  };
  const cleaned = visit(document, {
    FieldDefinition: ({ type }) => (isGone(type) ? drop() : undefined),
    InputValueDefinition: ({ type }) => (isGone(type) ? drop() : undefined),
    NamedType: (type) => (isGone(type) ? drop() : undefined),
    ObjectTypeDefinition: ({ name }) => (known.has(name.value) ? undefined : drop()),
    ObjectTypeExtension: ({ name }) => (known.has(name.value) ? undefined : drop()),
    InterfaceTypeDefinition: ({ name }) => (known.has(name.value) ? undefined : drop()),
    UnionTypeDefinition: ({ types }) => (types?.some((type) => !isGone(type)) ? undefined : drop()),
  });
  return isClean ? cleaned : removeDangling(cleaned);
}

/** Only records and fields that some subgraph still has. */
function prune(records: World['records'], subgraphs: readonly ParsedSubgraph[]): World['records'] {
  const fields = new Set<string>();
  const types = new Set<string>();
  for (const { document } of subgraphs) {
    for (const node of document.definitions) {
      if (!('fields' in node)) continue;
      types.add(node.name.value);
      for (const field of node.fields ?? []) fields.add(field.name.value);
    }
  }
  const pruneValue = (value: Stored): Stored => {
    if (isList(value)) return value.map(pruneValue);
    return isRecord(value) ? pruneRecord(value) : value;
  };
  const pruneRecord = (record: StoredRecord): StoredRecord => ({
    ...Object.fromEntries(
      Object.entries(record).flatMap(([name, value]) =>
        fields.has(name) || name.startsWith('$') ? [[name, pruneValue(value)]] : [],
      ),
    ),
    __typename: record.__typename,
  });
  const left = Object.entries(records).filter(([, { __typename }]) => types.has(__typename));
  return Object.fromEntries(left.map(([key, record]) => [key, pruneRecord(record)]));
}

/** No reference leads to a record that is gone. */
function isWhole({ records }: World): boolean {
  const references = [...JSON.stringify(records).matchAll(/"\$ref":"([^"]+)"/g)];
  return references.every(([, key = '']) => Object.hasOwn(records, key));
}

/** Lists with more than one item. */
function longLists({ records }: World): object[] {
  const parts: object[] = [];
  const collect = (value: Stored): void => {
    if (isList(value)) {
      if (value.length > 1) parts.push(value);
      for (const item of value) collect(item);
    } else if (isRecord(value)) for (const item of Object.values(value)) collect(item);
  };
  for (const record of Object.values(records)) collect(record);
  return parts;
}

/** Of such a list the last item is left out. */
function simplify(world: World, parts: ReadonlySet<object>): World {
  const change = (value: Stored): Stored => {
    if (isList(value)) return (parts.has(value) ? value.slice(0, -1) : value).map(change);
    return isRecord(value) ? changeRecord(value) : value;
  };
  const changeRecord = (record: StoredRecord): StoredRecord => ({
    ...Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)])),
    __typename: record.__typename,
  });
  const changed = Object.entries(world.records).map(([key, record]) => [key, changeRecord(record)] as const);
  return { ...world, records: Object.fromEntries(changed) };
}

function isList(value: Stored): value is readonly Stored[] {
  return Array.isArray(value);
}

function isRecord(value: Stored): value is StoredRecord {
  return value !== null && typeof value === 'object' && '__typename' in value;
}

function atLeastOne<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
