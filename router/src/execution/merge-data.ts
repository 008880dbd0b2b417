import { isRecord, type JsonRecord, ownValue } from '../json-record.js';
import type { SupergraphTypes } from '../supergraph/supergraph-types.js';

/**
 * Merges what a subgraph answered into the data of earlier answers, in place. Objects merge by key and lists of one length
 * by item. An object is never lost to a null: two subgraphs may answer parts of it, and one of them may have failed.
 *
 * @param source    parts of it become parts of `target`
 */
export function mergeData(target: JsonRecord, source: JsonRecord, types: SupergraphTypes): void {
  for (const key of Object.keys(source)) {
    if (key === '__proto__') continue;
    const merged = mergeValues(ownValue(target, key), source[key], types);
    if (key !== '__typename' || !isLessConcrete(merged, target.__typename, types)) target[key] = merged;
  }
}

function mergeValues(present: unknown, value: unknown, types: SupergraphTypes): unknown {
  if (isRecord(present)) {
    if (isRecord(value)) mergeData(present, value, types);
    return present;
  }
  if (Array.isArray(present) && Array.isArray(value) && present.length === value.length) {
    return present.map((item, index) => mergeValues(item, value[index], types));
  }
  return Array.isArray(present) && value === null ? present : value;
}

/** A subgraph with an `@interfaceObject` answers the interface's name as `__typename`. */
function isLessConcrete(typeName: unknown, known: unknown, types: SupergraphTypes): boolean {
  return (
    typeof known === 'string' && typeof typeName === 'string' && types.isConcrete(known) && !types.isConcrete(typeName)
  );
}

/** A copy which shares no object with the original. */
export function copyData<T>(value: T): T;
export function copyData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => copyData(item));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyData(item)]));
}
