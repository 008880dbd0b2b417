import type { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import type { WrittenPiece } from '../writing/answer-bytes.js';
import type { RawText } from './raw-text.js';

/**
 * A value in the merged data: an object, a list, or the JSON text of anything that has no selection of its own (a string
 * with its quotes; a list of leaves is one text). A run of leaves (see `findLeafRuns`) is raw. Undefined where no subgraph has
 * answered.
 */
export type DataValue = DataObject | DataList | RawText | string | null | undefined;

export class DataObject {
  /** As its subgraphs tell it; undefined when none did. */
  typeName: string | undefined = undefined;
  /** By slot, as the place it stands at numbers them (see `Place`). */
  readonly values: DataValue[];
  /** The number of the last search that came by. */
  seenBy = 0;
  written: Written | undefined = undefined;

  constructor(values: DataValue[]) {
    this.values = values;
  }
}

export class DataList {
  readonly items: DataValue[] = [];
  written: Written | undefined = undefined;
}

/** Where an object or list stands in the client's answer. It holds for one selection: a place may have several. */
export interface Written {
  readonly by: unknown;
  readonly piece: WrittenPiece;
}

/**
 * Merges what a subgraph answered into an object of earlier answers, in place. Objects merge by slot and lists of one
 * length by item. An object or list is never lost to a null: two subgraphs may answer parts of it, and one of them may
 * have failed.
 *
 * @param isCopied    nothing of `source` may become part of `target`: other objects get it too, and will differ
 */
export function mergeObject(target: DataObject, source: DataObject, types: SupergraphTypes, isCopied: boolean): void {
  const { typeName } = source;
  if (typeName !== undefined && !isLessConcrete(typeName, target.typeName, types)) target.typeName = typeName;
  const { values } = target;
  for (let slot = 0; slot < source.values.length; slot++) {
    const value = source.values[slot];
    if (value === undefined) continue;
    const present = values[slot];
    if (present !== undefined) values[slot] = mergeValues(present, value, types, isCopied);
    else values[slot] = isCopied ? copyValue(value) : value;
  }
}

function mergeValues(present: DataValue, value: DataValue, types: SupergraphTypes, isCopied: boolean): DataValue {
  if (present instanceof DataObject) {
    if (value instanceof DataObject) mergeObject(present, value, types, isCopied);
    return present;
  }
  if (present instanceof DataList && value instanceof DataList && present.items.length === value.items.length) {
    for (let index = 0; index < value.items.length; index++) {
      present.items[index] = mergeValues(present.items[index], value.items[index], types, isCopied);
    }
    return present;
  }
  if (value === null && (present instanceof DataList || isCompositeText(present))) return present;
  return isCopied ? copyValue(value) : value;
}

/** A subgraph with an `@interfaceObject` answers the interface's name as `__typename`. */
function isLessConcrete(typeName: string, known: string | undefined, types: SupergraphTypes): boolean {
  return known !== undefined && known !== typeName && types.isConcrete(known) && !types.isConcrete(typeName);
}

/** The text of a list of leaves, or of a custom scalar that is an object. */
function isCompositeText(value: DataValue): boolean {
  return typeof value === 'string' && (value.startsWith('[') || value.startsWith('{'));
}

/** A copy which shares no object with the original. */
export function copyValue(value: DataValue): DataValue {
  if (value instanceof DataObject) {
    const copy = new DataObject(value.values.map(copyValue));
    copy.typeName = value.typeName;
    return copy;
  }
  if (!(value instanceof DataList)) return value;
  const copy = new DataList();
  for (const item of value.items) copy.items.push(copyValue(item));
  return copy;
}
