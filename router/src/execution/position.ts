import { isRecord, ownValue } from '../json-record.js';
import type { PathElement } from '../planning/plan.js';
import type { SupergraphTypes } from '../supergraph/supergraph-types.js';

/** A place in the merged data, with the way to it. */
export interface Position {
  readonly value: unknown;
  readonly parent: Position | undefined;
  /** Of `value` in its parent: an internal response name or a list index; "" for the root. */
  readonly key: string | number;
}

export function rootPosition(value: unknown): Position {
  return { value, parent: undefined, key: '' };
}

/** Every place that the path leads to from the given ones; none behind a null. */
export function positionsAt(
  from: readonly Position[],
  path: readonly PathElement[],
  types: SupergraphTypes,
): readonly Position[] {
  let positions = from;
  for (const element of path) {
    const next = element.key === '@' ? positions.flatMap(itemsOf) : positions.flatMap((at) => fieldOf(at, element.key));
    positions = element.onlyTypes ? next.filter((at) => isOneOf(at, element.onlyTypes, types)) : next;
  }
  return positions;
}

/** The object that stands so many fields above; list items do not count. Undefined above the root. */
export function objectAbove(position: Position, levels: number): unknown {
  let at: Position | undefined = position;
  for (let level = 0; level < levels; level++) {
    while (typeof at?.key === 'number') at = at.parent;
    at = at?.parent;
  }
  return at?.value;
}

/** The way from the root, internal names. */
export function pathTo(position: Position): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = position; at.parent; at = at.parent) path.unshift(at.key);
  return path;
}

function itemsOf(list: Position): Position[] {
  if (!Array.isArray(list.value)) return [];
  return list.value.flatMap((value, key) => (isPresent(value) ? [{ value, parent: list, key }] : []));
}

function fieldOf(object: Position, key: string): Position[] {
  const value = isRecord(object.value) ? ownValue(object.value, key) : undefined;
  return isPresent(value) ? [{ value, parent: object, key }] : [];
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** An object whose concrete type is not known yet may be of any. A list is asked item by item, further down the path. */
function isOneOf(position: Position, onlyTypes: ReadonlySet<string> | undefined, types: SupergraphTypes): boolean {
  const typeName = isRecord(position.value) ? position.value.__typename : undefined;
  if (typeof typeName !== 'string' || !types.isConcrete(typeName)) return true;
  return onlyTypes?.has(typeName) ?? true;
}
