import type { ContextArgument } from '../../planning/plan.js';
import type { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import { DataList, DataObject, type DataValue } from '../answers/data.js';
import type { Place } from '../program/place.js';
import type { CompiledFetch } from '../program/program.js';

const CONDITION = '... on ';

/** Entities that one request asks for: they share the values of the fetch's context arguments. */
export interface ContextGroup {
  /** Variables of the subgraph's operation, as JSON texts. */
  readonly values: ReadonlyMap<string, string>;
  readonly objects: DataObject[];
}

/**
 * The entities of a fetch with context arguments, one group for every distinct set of their values. Entities that miss a
 * value are left out: the fetch that should have brought it failed.
 *
 * Source: https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/entities/use-contexts
 */
export function contextGroups(
  { step, target }: CompiledFetch,
  root: DataObject,
  types: SupergraphTypes,
): ContextGroup[] {
  const groups = new Map<string, ContextGroup>();
  target.visit(root, (object, { above }) => {
    const values = new Map<string, string>();
    for (const { variable, levelsUp, path } of step.contextArguments) {
      const index = above.length - levelsUp;
      // The entity itself sets the context where the argument is that of an object fetched along with it.
      const [from, place] = levelsUp === 0 ? [object, target.place] : [above[index], target.placesAbove[index]];
      const text = from && place && textBelow(from, place, path, types);
      // One variable may have a path for each type that can stand there.
      if (text !== undefined) values.set(variable, text);
    }
    if (!isComplete(values, step.contextArguments)) return;
    const key = JSON.stringify([...values]);
    const group = groups.get(key);
    if (group) group.objects.push(object);
    else groups.set(key, { values, objects: [object] });
  });
  return [...groups.values()];
}

function isComplete(values: ReadonlyMap<string, string>, contextArguments: readonly ContextArgument[]): boolean {
  return contextArguments.every(({ variable }) => values.has(variable));
}

function textBelow(
  object: DataObject,
  place: Place,
  path: readonly string[],
  types: SupergraphTypes,
): string | undefined {
  let value: DataValue = object;
  let at = place;
  for (const key of path) {
    if (value === null) return 'null';
    if (!(value instanceof DataObject)) return undefined;
    if (key.startsWith(CONDITION)) {
      const { typeName } = value;
      if (typeName === undefined || !types.matches(typeName, key.slice(CONDITION.length))) return undefined;
      continue;
    }
    if (key === '__typename') return value.typeName && JSON.stringify(value.typeName);
    const slot = at.find(key);
    if (!slot) return undefined;
    value = value.values[slot.index];
    at = slot.below;
  }
  return textOf(value, at);
}

function textOf(value: DataValue, place: Place): string | undefined {
  if (value === null) return 'null';
  if (value instanceof DataList) return `[${value.items.map((item) => textOf(item, place) ?? 'null').join(',')}]`;
  if (!(value instanceof DataObject)) return value === undefined ? undefined : String(value);
  const fields = [...place.slots].flatMap(({ index, key, below }) => {
    const text = textOf(value.values[index], below);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${fields.join(',')}}`;
}
