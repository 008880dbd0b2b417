import { isRecord, type JsonRecord, ownValue } from '../json-record.js';
import type { ContextArgument, FetchStep } from '../planning/plan.js';
import type { SupergraphTypes } from '../supergraph/supergraph-types.js';
import { copyData } from './merge-data.js';
import { objectAbove, type Position } from './position.js';
import { representEntity } from './represent-entity.js';
import { rewriteData } from './rewrite-data.js';

const CONDITION = '... on ';

/** Entities that one request asks for: each once, with all the places that wait for it. */
export interface EntityGroup {
  /** Values of the fetch's context arguments, which all entities of the group share. */
  readonly contextValues: JsonRecord;
  readonly representations: JsonRecord[];
  /** Aligned with `representations`. */
  readonly positions: Position[][];
}

/** The requests that a fetch of entities needs: one for every distinct set of context values (one in all, without context). */
export function groupEntities(fetch: FetchStep, positions: readonly Position[], types: SupergraphTypes): EntityGroup[] {
  const groups = new Map<string, EntityGroup & { readonly indexByKey: Map<string, number> }>();
  for (const position of positions) {
    const representation = representEntity(position.value, fetch.requires ?? [], types);
    const contextValues = contextValuesAt(position, fetch.contextArguments, types);
    if (!representation || !contextValues) continue;
    rewriteData(representation, fetch.inputRewrites, types);

    const groupKey = fetch.contextArguments.length > 0 ? JSON.stringify(contextValues) : '';
    const group = groups.get(groupKey) ?? { contextValues, representations: [], positions: [], indexByKey: new Map() };
    groups.set(groupKey, group);

    const key = JSON.stringify(representation);
    const index = group.indexByKey.get(key) ?? group.representations.length;
    group.indexByKey.set(key, index);
    group.representations[index] = representation;
    const waiting = group.positions[index];
    if (waiting) waiting.push(position);
    else group.positions[index] = [position];
  }
  return [...groups.values()];
}

/** Undefined when a value is not there: the fetch that should have brought it failed. */
function contextValuesAt(
  position: Position,
  contextArguments: readonly ContextArgument[],
  types: SupergraphTypes,
): JsonRecord | undefined {
  const values: JsonRecord = {};
  for (const { variable, levelsUp, path } of contextArguments) {
    const value = valueBelow(objectAbove(position, levelsUp), path, types);
    // One variable may have a path for each type that can stand there.
    if (value !== undefined) values[variable] = value;
  }
  return contextArguments.every(({ variable }) => variable in values) ? copyData(values) : undefined;
}

function valueBelow(object: unknown, path: readonly string[], types: SupergraphTypes): unknown {
  let value = object;
  for (const key of path) {
    if (value === null || value === undefined) return value;
    if (!isRecord(value)) return undefined;
    if (key.startsWith(CONDITION)) {
      const typeName = value.__typename;
      if (typeof typeName !== 'string' || !types.matches(typeName, key.slice(CONDITION.length))) return undefined;
    } else {
      value = ownValue(value, key);
    }
  }
  return value;
}
