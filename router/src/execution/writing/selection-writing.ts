import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type {
  CompositeType,
  DataShape,
  DeferredShape,
  DeniedShape,
  FieldShape,
  SelectionShape,
} from '../../planning/selection-shape.js';
import type { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import type { Place } from '../program/place.js';
import { type LeafCheck, leafCheckOf } from './leaf-check.js';

/** How one field of an object is written. `prefix` is `"name":`, behind a comma but for the first field; in UTF-8. */
export type FieldWriting =
  | { readonly kind: 'typename'; readonly text: Uint8Array; readonly interfaceName: string | undefined }
  | { readonly kind: 'introspection'; readonly prefix: Uint8Array; readonly shape: IntrospectionShape }
  | { readonly kind: 'denied'; readonly prefix: Uint8Array; readonly label: string; readonly shape: DeniedShape }
  | DeferredWriting
  | RunWriting
  | DataWriting;

/** Leaves next to one another, most often read in one text. */
export interface RunWriting {
  readonly kind: 'run';
  readonly isFirst: boolean;
  readonly slot: number;
  /** For an object that has them one by one. */
  readonly fields: readonly DataWriting[];
}

export type IntrospectionShape = FieldShape & { readonly kind: 'introspection' };

/** A fragment of the object that is written later; it stands behind the fields. */
export interface DeferredWriting {
  readonly kind: 'deferred';
  readonly shape: DeferredShape;
  readonly fields: RuntimeFields;
}

export interface DataWriting {
  readonly kind: 'data';
  readonly prefix: Uint8Array;
  readonly responseName: string;
  /** Of the object's values; undefined where no fetch brings it. */
  readonly slot: number | undefined;
  readonly value: ValueWriting;
  /** The same object or list may stand at several places of the answer. */
  readonly isShared: boolean;
}

/** How a value is written, by its type. `label` is `Type.field`, for errors. */
export type ValueWriting = LeafWriting | ListWriting | ObjectWriting;

interface LeafWriting {
  readonly kind: 'leaf';
  readonly label: string;
  readonly isNonNull: boolean;
  readonly check: LeafCheck;
}

export interface ListWriting {
  readonly kind: 'list';
  readonly label: string;
  readonly isNonNull: boolean;
  readonly item: ValueWriting;
}

interface ObjectWriting {
  readonly kind: 'object';
  readonly label: string;
  readonly isNonNull: boolean;
  readonly fields: RuntimeFields;
}

export interface WritingSource {
  /** What the client sees. */
  readonly schema: GraphQLSchema;
  /** All there is. */
  readonly types: SupergraphTypes;
  /** Where what was answered for one entity is shared by all places that wait for it. */
  readonly shared: ReadonlySet<Place>;
}

/** The fields that an object is written with, by its type; worked out when the first of a type is met. */
export class RuntimeFields {
  readonly #source: WritingSource;
  readonly #type: GraphQLOutputType;
  readonly #selection: SelectionShape;
  readonly #place: Place | undefined;
  readonly #byType = new Map<string | undefined, readonly FieldWriting[]>();
  #only: readonly FieldWriting[] | undefined;

  constructor(source: WritingSource, type: GraphQLOutputType, selection: SelectionShape, place: Place | undefined) {
    this.#source = source;
    this.#type = type;
    this.#selection = selection;
    this.#place = place;
  }

  /** @returns undefined when the API schema does not have the type, or the field's type does not allow it */
  of(typeName: string | undefined): readonly FieldWriting[] | undefined {
    if (this.#only) return this.#only;
    const known = this.#byType.get(typeName);
    if (known) return known;
    const type = this.#runtimeType(typeName);
    if (!type) return undefined;
    const fields = [
      ...this.#fieldWritings(type, this.#selection.fieldsOf(type)),
      ...this.#selection.deferredOf(type).map((shape) => this.#deferredWriting(type, shape)),
    ];
    if (isObjectType(this.#type)) this.#only = fields;
    else this.#byType.set(typeName, fields);
    return fields;
  }

  /** Whether the supergraph has the type and clients may not see it. */
  hides(typeName: string | undefined): boolean {
    const { schema, types } = this.#source;
    return typeName !== undefined && types.isConcrete(typeName) && !schema.getType(typeName);
  }

  /**
   * Whether one of these response names is of no field that is written, because the object's type was not learnt, and may be
   * null in no type that has it.
   */
  hasLost(names: Iterable<string | number>, typeName: string | undefined): boolean {
    const type = this.#runtimeType(typeName);
    if (!isInterfaceType(type)) return false;
    const written = new Set(this.#selection.fieldsOf(type).map(({ responseName }) => responseName));
    const lost = new Set([...names].filter((name) => typeof name === 'string' && !written.has(name)));
    return this.#source.schema
      .getPossibleTypes(type)
      .some((possible) =>
        this.#selection.fieldsOf(possible).some((field) => lost.has(field.responseName) && isNeverNull(field)),
      );
  }

  #runtimeType(typeName: string | undefined): CompositeType | undefined {
    const { schema } = this.#source;
    const type = this.#type;
    if (isObjectType(type)) return type;
    if (typeName === undefined) return isInterfaceType(type) ? type : undefined;
    const runtimeType = schema.getType(typeName);
    if (runtimeType === type && isInterfaceType(type)) return type;
    if (!isObjectType(runtimeType) && !isInterfaceType(runtimeType)) return undefined;
    const isAllowed = (isInterfaceType(type) || isUnionType(type)) && schema.isSubType(type, runtimeType);
    return isAllowed ? runtimeType : undefined;
  }

  #fieldWritings(type: CompositeType, shapes: readonly FieldShape[]): FieldWriting[] {
    const writings: FieldWriting[] = [];
    for (let index = 0; index < shapes.length; ) {
      const shape = shapes[index];
      const run = shape?.kind === 'data' ? this.#place?.runFrom(shape.dataKey) : undefined;
      const end = index + (run?.length ?? 1);
      const fields = shapes.slice(index, end).map((each, offset) => this.#fieldWriting(type, each, index + offset));
      if (run) writings.push({ kind: 'run', isFirst: index === 0, slot: run.index, fields: fields.filter(isData) });
      else writings.push(...fields);
      index = end;
    }
    return writings;
  }

  #fieldWriting(type: CompositeType, shape: FieldShape, index: number): FieldWriting {
    const name = `${index > 0 ? ',' : ''}${JSON.stringify(shape.responseName)}:`;
    const prefix = bytesOf(name);
    switch (shape.kind) {
      case 'typename': {
        const interfaceName = isInterfaceType(type) ? type.name : undefined;
        return { kind: 'typename', text: bytesOf(name + JSON.stringify(type.name)), interfaceName };
      }
      case 'introspection':
        return { kind: 'introspection', prefix, shape };
      case 'denied':
        return { kind: 'denied', prefix, label: labelOf(type, shape), shape };
      case 'data':
        return this.#dataWriting(type, shape, prefix);
      default:
        return shape satisfies never;
    }
  }

  #deferredWriting(type: CompositeType, shape: DeferredShape): DeferredWriting {
    return { kind: 'deferred', shape, fields: new RuntimeFields(this.#source, type, shape.selection, this.#place) };
  }

  #dataWriting(type: CompositeType, shape: DataShape, prefix: Uint8Array): DataWriting {
    const slot = this.#place?.find(shape.dataKey);
    const value = this.#valueWriting(labelOf(type, shape), shape.type, shape.selection, slot?.below);
    const isShared = slot !== undefined && this.#source.shared.has(slot.below);
    return { kind: 'data', prefix, responseName: shape.responseName, slot: slot?.index, value, isShared };
  }

  #valueWriting(
    label: string,
    type: GraphQLOutputType,
    selection: SelectionShape | undefined,
    place: Place | undefined,
  ): ValueWriting {
    const isNonNull = isNonNullType(type);
    const nullable = isNonNull ? type.ofType : type;
    if (isListType(nullable)) {
      return { kind: 'list', label, isNonNull, item: this.#valueWriting(label, nullable.ofType, selection, place) };
    }
    if (isLeafType(nullable)) {
      const check = leafCheckOf(nullable, this.#source.types.enumValuesOf(nullable.name));
      return { kind: 'leaf', label, isNonNull, check };
    }
    if (!selection) throw new Error(`${label} has no selection, though the operation is valid`);
    return { kind: 'object', label, isNonNull, fields: new RuntimeFields(this.#source, nullable, selection, place) };
  }
}

function isNeverNull(shape: FieldShape): boolean {
  return shape.kind === 'data' && isNonNullType(shape.type);
}

function isData(field: FieldWriting): field is DataWriting {
  return field.kind === 'data';
}

function labelOf(type: CompositeType, shape: DataShape | DeniedShape): string {
  return `${type.name}.${shape.fieldName}`;
}

/** An array of its own: a part of a larger one costs more to read. */
function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text));
}
