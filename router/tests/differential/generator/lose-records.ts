import { print } from 'graphql';
import type { Random } from '../random.js';
import type { Stored, StoredRecord } from '../scenario.js';
import type { SubgraphFacts } from '../world/subgraph-facts.js';
import type { MergedField } from './generate-records.js';

export interface LoseOptions {
  readonly facts: readonly SubgraphFacts[];
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, MergedField>>;
  readonly records: Record<string, StoredRecord>;
  readonly random: Random;
}

/**
 * Now and then a subgraph does not find one of an entity's records, or fails at it. In the one schema that is a null or an
 * error in every field which that subgraph answers; so it is one that nothing else depends on, and that nobody reaches
 * another subgraph through.
 */
export function loseRecords({ facts, fields, records, random }: LoseOptions): void {
  for (const [type, own] of fields) {
    const homes = facts.filter((subgraph) => subgraph.types.get(type)?.keys.length);
    if (!haveOneKey(homes, type) || !random.chance(0.4)) continue;
    const losable = homes.flatMap((subgraph) => {
      const lost = ownFields(subgraph, facts, type);
      return lost?.every((name) => own.get(name)?.isNeeded === false) ? [{ subgraph, lost }] : [];
    });
    const keys = Object.keys(records).filter((key) => key.startsWith(`${type}/`));
    if (losable.length === 0 || keys.length === 0) continue;
    const { subgraph, lost } = random.pick(losable);
    const $lostAs = random.pick(['null', 'error'] as const);
    const fault: Stored = $lostAs === 'error' ? { $throw: 'out of order' } : { $absent: true };
    const key = random.pick(keys);
    records[key] = {
      ...records[key],
      ...Object.fromEntries(lost.map((name) => [name, fault])),
      __typename: type,
      $lostIn: subgraph.name,
      $lostAs,
    };
  }
}

/** All subgraphs find the entity by the same key, which is no interface's. */
function haveOneKey(homes: readonly SubgraphFacts[], typeName: string): boolean {
  const keys = new Set<string>();
  for (const { types } of homes) {
    const type = types.get(typeName);
    for (const { selection } of type?.keys ?? []) keys.add(print(selection));
    for (const abstract of type?.abstractTypes ?? []) if (types.get(abstract)?.keys.length) return false;
  }
  return keys.size === 1;
}

/** The fields that no other subgraph answers; undefined when there are none, or others that one does. */
function ownFields(subgraph: SubgraphFacts, facts: readonly SubgraphFacts[], typeName: string): string[] | undefined {
  const type = subgraph.types.get(typeName);
  if (!type) return undefined;
  const isInKey = (name: string) => type.keys.some(({ selection }) => print(selection).includes(name));
  const names = [...type.fields].filter(([name, field]) => !field.isExternal && !isInKey(name)).map(([name]) => name);
  const isAnsweredElsewhere = (name: string) =>
    facts.some((other) => other !== subgraph && other.types.get(typeName)?.fields.get(name)?.isExternal === false);
  return names.length > 0 && !names.some(isAnsweredElsewhere) ? names : undefined;
}
