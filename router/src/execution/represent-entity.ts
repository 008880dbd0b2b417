import { isRecord, type JsonRecord, ownValue } from '../json-record.js';
import type { RequiredSelection } from '../planning/plan.js';
import type { SupergraphTypes } from '../supergraph/supergraph-types.js';
import { mergeData } from './merge-data.js';

/**
 * The representation by which a subgraph finds an entity.
 *
 * @param entity    merged so far
 * @returns undefined when the entity has not all that is required: some fetch failed, or it is of another type
 */
export function representEntity(
  entity: unknown,
  requires: readonly RequiredSelection[],
  types: SupergraphTypes,
): JsonRecord | undefined {
  if (!isRecord(entity)) return undefined;
  const representation = select(entity, requires, types);
  return representation && typeof representation.__typename === 'string' ? representation : undefined;
}

function select(
  source: JsonRecord,
  selections: readonly RequiredSelection[],
  types: SupergraphTypes,
): JsonRecord | undefined {
  const selected: JsonRecord = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const value = selectValue(ownValue(source, selection.key), selection.selections, types);
      if (value === undefined) return undefined;
      mergeData(selected, { [selection.name]: value }, types);
    } else if (selection.onType === undefined || isOfType(source, selection.onType, types)) {
      const part = select(source, selection.selections, types);
      if (!part) return undefined;
      mergeData(selected, part, types);
    }
  }
  return selected;
}

/** An item or a nested object that is incomplete is sent as null: the subgraph is not told half of it. */
function selectValue(
  value: unknown,
  selections: readonly RequiredSelection[] | undefined,
  types: SupergraphTypes,
): unknown {
  if (!selections || value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => selectValue(item, selections, types) ?? null);
  if (!isRecord(value)) return value;
  const selected = select(value, selections, types);
  return selected ? { ...typenameOf(value, selections), ...selected } : null;
}

/** The planner requires no `__typename` of an object of an abstract type; the subgraph cannot tell its type without. */
function typenameOf(source: JsonRecord, selections: readonly RequiredSelection[]): JsonRecord {
  const isAbstract = selections.some(({ kind }) => kind === 'Fragment');
  return isAbstract && typeof source.__typename === 'string' ? { __typename: source.__typename } : {};
}

function isOfType(source: JsonRecord, condition: string, types: SupergraphTypes): boolean {
  return typeof source.__typename === 'string' && types.matches(source.__typename, condition);
}
