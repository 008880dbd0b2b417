import { getNamedType, getNullableType, isLeafType, isNonNullType, isObjectType } from 'graphql';
import type { RequiredSelection } from '../../planning/plan.js';
import type { CompositeType, FieldShape, SelectionShape } from '../../planning/selection-shape.js';
import { leafPattern } from '../answers/leaf-pattern.js';
import type { FieldReading, ObjectReading } from '../answers/object-reading.js';
import type { CompiledProgram } from './compile-program.js';
import type { Place, Slot } from './place.js';
import type { CompiledFetch } from './program.js';

/** What the client selects of the objects at a place, in order. */
interface Selected {
  readonly place: Place;
  readonly shapes: readonly FieldShape[];
}

interface RunField {
  readonly key: string;
  readonly field: FieldReading;
  /** A regular expression for key and value. */
  readonly pattern: string;
}

/**
 * Finds the leaves that stand next to one another in a subgraph's answer as they will in the client's: same keys, same order.
 * They are read and written as one slice of text.
 *
 * Not among them is what has a use besides: what is told to other subgraphs, and what more than one fetch brings. Nor is there
 * any below an abstract type, where objects of several types have different selections. Before the first object is made.
 */
export function findLeafRuns(program: CompiledProgram, type: CompositeType, selection: SelectionShape): void {
  const { root, requests, primary } = program;
  const fetches = [...(primary ? [primary] : []), ...requests.flatMap((request) => request.fetches)];
  // Where context arguments come from is not looked for here.
  if (fetches.some(({ step }) => step.contextArguments.length > 0)) return;
  const readings = readingsByPlace(fetches);
  const required = new Set(fetches.flatMap(({ step, target }) => [...requiredSlots(step.requires, target.place)]));
  for (const { place, shapes } of selectedBelow(root, type, selection)) {
    const all = readings.get(place) ?? [];
    for (const reading of all) {
      for (const run of runsOf(shapes.map((shape) => runField(shape, reading, all, required)))) addRun(reading, run);
    }
  }
}

function addRun(reading: ObjectReading, fields: readonly RunField[]): void {
  const [first] = fields;
  if (!first) return;
  const slot = reading.place.addRun(first.key, fields.length);
  // A number has to end where the pattern does.
  const pattern = new RegExp(`${fields.map((field) => field.pattern).join(',')}(?=[,}])`, 'y');
  const run = { slot, pattern, begin: first.field.position, end: first.field.position + fields.length };
  for (const { field } of fields) reading.runs[field.position] = run;
}

/** @param fields    undefined where a field cannot be part of a run */
function runsOf(fields: readonly (RunField | undefined)[]): RunField[][] {
  const runs: RunField[][] = [];
  let last: RunField | undefined;
  for (const next of fields) {
    if (next && last && next.field.position === last.field.position + 1) runs.at(-1)?.push(next);
    else if (next) runs.push([next]);
    last = next;
  }
  return runs;
}

/** Undefined where the value cannot be part of a run, or the reading does not bring it. */
function runField(
  shape: FieldShape,
  reading: ObjectReading,
  all: readonly ObjectReading[],
  required: ReadonlySet<Slot>,
): RunField | undefined {
  if (shape.kind !== 'data') return undefined;
  const type = getNullableType(shape.type);
  const slot = reading.place.find(shape.dataKey);
  if (!isLeafType(type) || !slot || required.has(slot)) return undefined;
  const [field, ...others] = all.flatMap(({ fields }) => fields.filter((each) => each.slot === slot.index));
  const keyText = `${JSON.stringify(shape.responseName)}:`;
  const isSame = field?.keyText === keyText && reading.fields.includes(field);
  if (!field || others.length > 0 || !isSame) return undefined;
  return { key: shape.dataKey, field, pattern: keyText + leafPattern(type, isNonNullType(shape.type)) };
}

function* selectedBelow(place: Place, type: CompositeType, selection: SelectionShape): Generator<Selected> {
  const shapes = selection.fieldsOf(type);
  yield { place, shapes };
  for (const shape of shapes) {
    if (shape.kind !== 'data' || !shape.selection) continue;
    const below = place.find(shape.dataKey)?.below;
    const itemType = getNamedType(shape.type);
    if (below && isObjectType(itemType)) yield* selectedBelow(below, itemType, shape.selection);
  }
}

function readingsByPlace(fetches: readonly CompiledFetch[]): Map<Place, ObjectReading[]> {
  const byPlace = new Map<Place, ObjectReading[]>();
  const add = (reading: ObjectReading): void => {
    const others = byPlace.get(reading.place);
    if (others) others.push(reading);
    else byPlace.set(reading.place, [reading]);
    for (const { below } of reading.fields) if (below) add(below);
  };
  for (const { reading } of fetches) add(reading);
  return byPlace;
}

/** What representations consist of. */
function* requiredSlots(selections: readonly RequiredSelection[] = [], place: Place): Generator<Slot> {
  for (const selection of selections) {
    if (selection.kind === 'Fragment') yield* requiredSlots(selection.selections, place);
    else {
      const slot = place.find(selection.key);
      if (slot) yield slot;
      if (slot) yield* requiredSlots(selection.selections, slot.below);
    }
  }
}
