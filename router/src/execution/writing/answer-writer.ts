import { isNonNullType } from 'graphql';
import { type ClientError, clientError } from '../../errors/client-error.js';
import type { ErrorReason } from '../../errors/error-codes.js';
import type { DeniedShape } from '../../planning/selection-shape.js';
import { DataList, DataObject, type DataValue } from '../answers/data.js';
import { LeafReader } from '../answers/leaf-reader.js';
import { RawText } from '../answers/raw-text.js';
import { ErrorTree, type ResponsePath } from '../run/error-tree.js';
import { AnswerBytes, type JsonBytes } from './answer-bytes.js';
import { HIDDEN } from './leaf-check.js';
import type {
  DataWriting,
  DeferredWriting,
  FieldWriting,
  IntrospectionShape,
  ListWriting,
  RuntimeFields,
  RunWriting,
  ValueWriting,
} from './selection-writing.js';

const ROOT: ResponsePath = [];

const NULL = new Uint8Array(Buffer.from('null'));
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** A list's items may all lack the same field; no more errors than these tell of it. */
const MAX_DENIALS = 100;

export interface WriteRequest {
  /** Of the operation's root type, or of the deferred fragment that is written. */
  readonly fields: RuntimeFields;
  /** Merged from the subgraphs; where a deferred fragment is written, its object. */
  readonly root: DataObject;
  /** Where that object stands in the whole answer; the root when absent. */
  readonly path?: ResponsePath;
  /** Deferred fragments of the objects that are written are added. Absent where there can be none. */
  readonly deferred?: DeferredObject[];
  /** Of the subgraphs; those that the writing finds are added. */
  readonly errors: ClientError[];
  /** Places whose nulls errors account for. */
  readonly explained: readonly ResponsePath[];
  /** How many bytes it may take; that of the last answer. */
  readonly expectedLength?: number;
  readonly context: WritingContext;
}

/** What writing has to know of the call, whatever part of its answer is written. */
export interface WritingContext {
  readonly requestId: string;
  /** Why the viewer may not have what is denied. */
  readonly denial: ErrorReason;
  /** What stands at `__schema` and `__type`, as JSON text. Absent where the operation has neither. */
  readonly introspected: ReadonlyMap<IntrospectionShape, string> | undefined;
}

/** A deferred fragment of one object. */
export interface DeferredObject {
  readonly writing: DeferredWriting;
  readonly object: DataObject;
  readonly path: ResponsePath;
}

/**
 * Writes the `data` of the client's answer from merged data, as JSON text: its keys and their order, aliases, types and
 * nulls are what the operation and the API schema say. A null that no subgraph's error accounts for gets an error of its own
 * where none is allowed.
 *
 * Source: https://spec.graphql.org/October2021/#sec-Executing-Selection-Sets, #sec-Handling-Field-Errors
 */
export function writeData(request: WriteRequest): string | JsonBytes {
  return new AnswerWriter(request).write();
}

/** Everywhere false is a null which its type does not allow: it goes up to the next place that may be null. */
class AnswerWriter {
  readonly #request: WriteRequest;
  readonly #errors: ClientError[];
  readonly #out: AnswerBytes;
  /** The way to what is being written; its first `depth` keys count. */
  readonly #path: (string | number)[] = [];
  readonly #denials = new Map<DeniedShape, number>();

  constructor(request: WriteRequest) {
    this.#request = request;
    this.#errors = request.errors;
    this.#out = new AnswerBytes(request.expectedLength ?? 0);
  }

  write(): string | JsonBytes {
    const { fields, root, explained, path = ROOT } = this.#request;
    let blame = explained.length > 0 ? ErrorTree.of(explained) : undefined;
    let isExplained = false;
    for (const key of path) {
      this.#path.push(key);
      blame = blame?.at(key);
      if (blame?.endsHere) isExplained = true;
    }
    const isWritten = this.#writeObject(fields.of(root.typeName) ?? [], root, path.length, blame, isExplained);
    if (!isWritten) this.#out.writeBytes(NULL);
    return this.#out.finish();
  }

  /**
   * @param blame    errors at this place and below
   * @param isExplained    an error at or above this place accounts for every null here
   */
  #writeObject(
    fields: readonly FieldWriting[],
    object: DataObject,
    depth: number,
    blame: ErrorTree | undefined,
    isExplained: boolean,
  ): boolean {
    const out = this.#out;
    const start = out.length;
    let isNulled = false;
    out.writeByte(OPEN_OBJECT);
    for (const field of fields) {
      if (field.kind === 'data') {
        if (!this.#writeField(field, object, depth, blame, isExplained)) isNulled = true;
      } else if (field.kind === 'run') {
        const run = object.values[field.slot];
        if (run instanceof RawText) {
          if (!field.isFirst) out.writeByte(COMMA);
          out.writeRaw(run);
        } else if (!this.#writeLeaves(field, object, depth, blame, isExplained)) isNulled = true;
      } else if (field.kind === 'typename') {
        // An interface's name is no answer: the subgraph that knows the object's type did not tell it.
        if (field.interfaceName !== undefined) {
          isNulled = true;
          if (!isExplained) this.#report(`The type of this ${field.interfaceName} is not known`, depth);
        }
        out.writeBytes(field.text);
      } else if (field.kind === 'introspection') {
        out.writeBytes(field.prefix);
        out.writeText(this.#request.context.introspected?.get(field.shape) ?? 'null');
      } else if (field.kind === 'deferred') {
        this.#request.deferred?.push({ writing: field, object, path: this.#path.slice(0, depth) });
      } else {
        this.#path[depth] = field.shape.responseName;
        this.#reportDenial(field.shape, field.label, depth + 1);
        if (isNonNullType(field.shape.type)) isNulled = true;
        out.writeBytes(field.prefix);
        out.writeBytes(NULL);
      }
    }
    out.writeByte(CLOSE_OBJECT);
    return !isNulled || this.#takeBack(start, depth);
  }

  /** The leaves of a run that came in another way. */
  #writeLeaves(
    { fields }: RunWriting,
    object: DataObject,
    depth: number,
    blame: ErrorTree | undefined,
    isExplained: boolean,
  ): boolean {
    let isNulled = false;
    for (const field of fields) {
      if (!this.#writeField(field, object, depth, blame, isExplained)) isNulled = true;
    }
    return !isNulled;
  }

  /**
   * Writes a field's name and value.
   *
   * @param above    how deep the object is that has the field
   */
  #writeField(
    field: DataWriting,
    object: DataObject,
    above: number,
    blameAbove: ErrorTree | undefined,
    isExplainedAbove: boolean,
  ): boolean {
    const out = this.#out;
    const { slot, value: writing, responseName } = field;
    const depth = above + 1;
    const blame = blameAbove?.at(responseName);
    this.#path[above] = responseName;
    const value = slot === undefined ? undefined : object.values[slot];
    const isExplained = isExplainedAbove || blame?.endsHere === true;
    if (value === undefined && depth === 1 && !isExplained && !blame) {
      this.#report(`No subgraph answered ${writing.label}`, depth);
    }
    out.writeBytes(field.prefix);
    const isOneOfMany = field.isShared && (value instanceof DataObject || value instanceof DataList);
    if (!isOneOfMany || blame || isExplained) return this.#writeValue(writing, value, depth, blame, isExplained);
    if (value.written?.by === field && out.writeAgain(value.written.piece)) return true;
    const start = out.length;
    const errorCount = this.#errors.length;
    const isWritten = this.#writeValue(writing, value, depth, blame, isExplained);
    if (isWritten && this.#errors.length === errorCount) value.written = { by: field, piece: out.pieceFrom(start) };
    return isWritten;
  }

  #writeValue(
    writing: ValueWriting,
    value: DataValue,
    depth: number,
    blame: ErrorTree | undefined,
    isExplained: boolean,
  ): boolean {
    if (value === null || value === undefined) {
      if (writing.isNonNull && !isExplained && !blame) {
        this.#report(`Cannot return null for non-nullable field ${writing.label}.`, depth);
      }
    } else if (this.#writePresent(writing, value, depth, blame, isExplained)) return true;
    if (writing.isNonNull) return false;
    this.#out.writeBytes(NULL);
    return true;
  }

  #writePresent(
    writing: ValueWriting,
    value: Exclude<DataValue, null | undefined>,
    depth: number,
    blame: ErrorTree | undefined,
    isExplained: boolean,
  ): boolean {
    if (writing.kind === 'leaf') {
      const text = typeof value === 'string' ? writing.check(value) : null;
      if (text === HIDDEN) return this.#hide(writing, depth, isExplained);
      if (text === null) return this.#refuse(writing, depth, isExplained);
      this.#out.writeText(text);
      return true;
    }
    if (writing.kind === 'list') {
      const list = typeof value === 'string' && value.startsWith('[') ? new LeafReader(value).readLeafList() : value;
      if (list instanceof DataList) return this.#writeList(writing, list, depth, blame, isExplained);
      return this.#refuse(writing, depth, isExplained);
    }
    const fields = value instanceof DataObject ? writing.fields.of(value.typeName) : undefined;
    if (!fields || !(value instanceof DataObject)) {
      const isHidden = value instanceof DataObject && writing.fields.hides(value.typeName);
      return isHidden ? this.#hide(writing, depth, isExplained) : this.#refuse(writing, depth, isExplained);
    }
    if (blame && writing.fields.hasLost(blame.keys, value.typeName)) return false;
    return this.#writeObject(fields, value, depth, blame, isExplained);
  }

  #writeList(
    { item: writing }: ListWriting,
    { items }: DataList,
    depth: number,
    blame: ErrorTree | undefined,
    isExplained: boolean,
  ): boolean {
    const out = this.#out;
    const start = out.length;
    let isNulled = false;
    out.writeByte(OPEN_LIST);
    for (let index = 0; index < items.length; index++) {
      this.#path[depth] = index;
      const blameBelow = blame?.at(index);
      const explained = isExplained || blameBelow?.endsHere === true;
      if (index > 0) out.writeByte(COMMA);
      if (!this.#writeValue(writing, items[index], depth + 1, blameBelow, explained)) isNulled = true;
    }
    out.writeByte(CLOSE_LIST);
    return !isNulled || this.#takeBack(start, depth);
  }

  /** What is to be null has no deferred fragments either: those that were met below go. */
  #takeBack(start: number, depth: number): false {
    this.#out.takeBack(start);
    const { deferred = [] } = this.#request;
    while (deferred.length > 0 && isBelow(deferred[deferred.length - 1]?.path, this.#path, depth)) deferred.pop();
    return false;
  }

  /** An error would tell that there is something: it is a plain null, where one is allowed. */
  #hide(writing: ValueWriting, depth: number, isExplained: boolean): boolean {
    if (writing.isNonNull) return this.#refuse(writing, depth, isExplained);
    this.#out.writeBytes(NULL);
    return true;
  }

  #refuse({ label }: ValueWriting, depth: number, isExplained: boolean): false {
    if (!isExplained) this.#report(`Invalid value found for field ${label}.`, depth);
    return false;
  }

  #reportDenial(shape: DeniedShape, label: string, depth: number): void {
    const count = (this.#denials.get(shape) ?? 0) + 1;
    this.#denials.set(shape, count);
    if (count <= MAX_DENIALS) this.#report(`Not allowed to have ${label}`, depth, this.#request.context.denial);
  }

  #report(message: string, depth: number, reason: ErrorReason = 'internal'): void {
    const { requestId } = this.#request.context;
    this.#errors.push(clientError({ reason, message, requestId, path: this.#path.slice(0, depth) }));
  }
}

function isBelow(path: ResponsePath = ROOT, ancestor: ResponsePath, depth: number): boolean {
  for (let index = 0; index < depth; index++) if (path[index] !== ancestor[index]) return false;
  return path.length >= depth;
}
