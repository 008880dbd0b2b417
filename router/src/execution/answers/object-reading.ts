import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { Place } from '../program/place.js';

/** The slot of `__typename`. */
export const TYPE_NAME = -1;

/** How the objects at one place of a subgraph's answer are read. */
export interface ObjectReading {
  readonly place: Place;
  /** In the order of the operation. */
  readonly fields: readonly FieldReading[];
  /** By response name in the subgraph's operation. */
  readonly byKey: ReadonlyMap<string, FieldReading>;
  /** The runs that fields belong to, by position; see `findLeafRuns`. */
  readonly runs: (LeafRun | undefined)[];
  /** The type that was read last, and the text of its field: key and name. */
  lastType: string;
  lastTypeText: string;
}

/** Leaves that are read in one go when they come one after the other. */
export interface LeafRun {
  readonly slot: number;
  /** Positions of the first field, and behind the last. */
  readonly begin: number;
  readonly end: number;
  /** Sticky. Matches keys and values without whitespace, when the client gets them as they are. */
  readonly pattern: RegExp;
}

export interface FieldReading {
  /** The key and its colon, as JSON without whitespace. */
  readonly keyText: string;
  /** In `fields`. */
  readonly position: number;
  readonly slot: number;
  /** Undefined for a leaf. */
  readonly below: ObjectReading | undefined;
}

/** What the planner's output rewrites rename: path of response names, joined by "/" → the name in the merged data. */
export type Renames = ReadonlyMap<string, string>;

/**
 * Works out how to read what a selection brings, and gives its fields their slots. Fragments count for nothing: a key
 * has one meaning, whichever type's it is, and the planner gives aliases where that would not hold.
 */
export function compileReading(
  sets: readonly SelectionSetNode[],
  place: Place,
  renames: Renames,
  path = '',
): ObjectReading {
  const fields = [...fieldsByKey(sets)].map(([key, nodes], position): FieldReading => {
    const keyText = `${JSON.stringify(key)}:`;
    if (key === '__typename') return { keyText, position, slot: TYPE_NAME, below: undefined };
    const pathHere = path === '' ? key : `${path}/${key}`;
    const slot = place.slot(renames.get(pathHere) ?? key);
    const setsBelow = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const below = setsBelow.length > 0 ? compileReading(setsBelow, slot.below, renames, pathHere) : undefined;
    return { keyText, position, slot: slot.index, below };
  });
  return objectReading(place, fields);
}

/** No text of a field begins like this. */
const NO_FIELD = ':';

export function objectReading(place: Place, fields: readonly FieldReading[]): ObjectReading {
  const byKey = new Map(fields.map((field) => [JSON.parse(field.keyText.slice(0, -1)), field]));
  return { place, fields, byKey, runs: fields.map(() => undefined), lastType: '', lastTypeText: NO_FIELD };
}

/** The places below the given one that a reading puts objects into. */
export function* placesBelow(reading: ObjectReading): Generator<Place> {
  for (const { below } of reading.fields) {
    if (!below) continue;
    yield below.place;
    yield* placesBelow(below);
  }
}

function fieldsByKey(sets: readonly SelectionSetNode[]): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      if (selection.kind !== Kind.FIELD) continue;
      const key = (selection.alias ?? selection.name).value;
      const known = fields.get(key);
      if (known) known.push(selection);
      else fields.set(key, [selection]);
    }
  };
  sets.forEach(collect);
  return fields;
}
