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
import { type ClientError, clientError } from '../errors/client-error.js';
import type { ErrorReason } from '../errors/error-codes.js';
import { isRecord, type JsonRecord, ownValue } from '../json-record.js';
import type { CompositeType, DataShape, DeniedShape, FieldShape, SelectionShape } from '../planning/selection-shape.js';
import { completeLeaf, INVALID_LEAF } from './complete-leaf.js';
import { ErrorTree } from './error-tree.js';

/** A list's items may all lack the same field; no more errors than these tell of it. */
const MAX_DENIALS = 100;

/** A null which its type does not allow: it goes up to the next place that may be null. */
const BUBBLE = Symbol('null where none is allowed');

export interface ShapeRequest {
  readonly schema: GraphQLSchema;
  readonly rootType: CompositeType;
  readonly selection: SelectionShape;
  /** Merged from the subgraphs; keys are internal names. */
  readonly data: JsonRecord;
  readonly errors: readonly ClientError[];
  readonly requestId: string;
  /** Why the viewer may not have what is denied; `fieldDenied` when absent. */
  readonly denial?: ErrorReason;
  /** Answers `__schema` and `__type`. */
  introspect(field: FieldShape & { readonly kind: 'introspection' }): unknown;
}

export interface ShapedAnswer {
  readonly data: JsonRecord | null;
  /** The given errors and those the shaping found, in order. */
  readonly errors: ClientError[];
}

interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
}

/**
 * Makes the client's answer from merged data: its keys and their order, aliases, types and nulls are what the operation and
 * the API schema say. A null that no subgraph's error accounts for gets an error of its own where none is allowed.
 *
 * Source: https://spec.graphql.org/October2021/#sec-Executing-Selection-Sets, #sec-Handling-Field-Errors
 */
export function shapeAnswer(request: ShapeRequest): ShapedAnswer {
  const errors = [...request.errors];
  const denials = new Map<DeniedShape, number>();
  const shaped = shapeObject(request.rootType, request.selection, request.data, undefined, ErrorTree.of(errors), false);
  return { data: shaped === BUBBLE ? null : shaped, errors };

  /**
   * @param blame    errors at this place and below
   * @param isExplained    an error at or above this place accounts for every null here
   */
  function shapeObject(
    type: CompositeType,
    selection: SelectionShape,
    data: JsonRecord,
    place: Place | undefined,
    blame: ErrorTree | undefined,
    isExplained: boolean,
  ): JsonRecord | typeof BUBBLE {
    // Without a prototype a response name may be any GraphQL name.
    const shaped: JsonRecord = Object.create(null);
    let isNulled = false;
    for (const field of selection.fieldsOf(type)) {
      if (field.kind === 'typename') {
        // An interface's name is no answer: the subgraph that knows the object's type did not tell it.
        if (isInterfaceType(type)) isNulled = true;
        if (isInterfaceType(type) && place && !isExplained) report(`The type of this ${type.name} is not known`, place);
        shaped[field.responseName] = type.name;
      } else if (field.kind === 'introspection') shaped[field.responseName] = request.introspect(field);
      else if (field.kind === 'denied') {
        reportDenial(type, field, { parent: place, key: field.responseName });
        if (isNonNullType(field.type)) isNulled = true;
        else shaped[field.responseName] = null;
      } else {
        const below = { parent: place, key: field.responseName };
        const blameBelow = blame?.at(field.responseName);
        const explained = isExplained || blameBelow?.endsHere === true;
        const raw = ownValue(data, field.dataKey);
        if (raw === undefined && !place && !explained && !blameBelow)
          report(`No subgraph answered ${nameOf(type, field)}`, below);
        const value = complete(field.type, raw, {
          type,
          field,
          place: below,
          blame: blameBelow,
          isExplained: explained,
        });
        if (value === BUBBLE) isNulled = true;
        else shaped[field.responseName] = value;
      }
    }
    return isNulled ? BUBBLE : shaped;
  }

  function complete(type: GraphQLOutputType, value: unknown, at: FieldPlace): unknown {
    if (isNonNullType(type)) {
      const completed = complete(type.ofType, value, at);
      if (completed !== null) return completed;
      if ((value === null || value === undefined) && !at.isExplained && !at.blame) {
        report(`Cannot return null for non-nullable field ${nameOf(at.type, at.field)}.`, at.place);
      }
      return BUBBLE;
    }
    if (value === null || value === undefined) return null;
    const completed = completePresent(type, value, at);
    return completed === BUBBLE ? null : completed;
  }

  function completePresent(type: GraphQLOutputType, value: unknown, at: FieldPlace): unknown {
    if (isListType(type)) return completeList(type.ofType, value, at);
    if (isLeafType(type)) {
      const leaf = completeLeaf(type, value);
      return leaf === INVALID_LEAF ? refuse(at) : leaf;
    }
    if (!isRecord(value) || !at.field.selection) return refuse(at);
    const runtimeType = runtimeTypeOf(type, value);
    if (!runtimeType) return refuse(at);
    return shapeObject(runtimeType, at.field.selection, value, at.place, at.blame, at.isExplained);
  }

  function completeList(itemType: GraphQLOutputType, value: unknown, at: FieldPlace): unknown {
    if (!Array.isArray(value)) return refuse(at);
    const items = value.map((item, index) => {
      const blame = at.blame?.at(index);
      const isExplained = at.isExplained || blame?.endsHere === true;
      return complete(itemType, item, { ...at, place: { parent: at.place, key: index }, blame, isExplained });
    });
    return items.includes(BUBBLE) ? BUBBLE : items;
  }

  /** The type named by the data, when the API schema has it and the field's type allows it; else undefined. */
  function runtimeTypeOf(type: GraphQLOutputType, value: JsonRecord): CompositeType | undefined {
    if (isObjectType(type)) return type;
    const typeName = value.__typename;
    if (typeof typeName !== 'string') return isInterfaceType(type) ? type : undefined;
    const runtimeType = request.schema.getType(typeName);
    if (runtimeType === type && isInterfaceType(type)) return type;
    if (!isObjectType(runtimeType) && !isInterfaceType(runtimeType)) return undefined;
    const isAllowed = (isInterfaceType(type) || isUnionType(type)) && request.schema.isSubType(type, runtimeType);
    return isAllowed ? runtimeType : undefined;
  }

  function refuse(at: FieldPlace): null {
    if (!at.isExplained) report(`Invalid value found for field ${nameOf(at.type, at.field)}.`, at.place);
    return null;
  }

  function reportDenial(type: CompositeType, field: DeniedShape, place: Place): void {
    const count = (denials.get(field) ?? 0) + 1;
    denials.set(field, count);
    const reason = request.denial ?? 'fieldDenied';
    if (count <= MAX_DENIALS) report(`Not allowed to have ${nameOf(type, field)}`, place, reason);
  }

  function report(message: string, place: Place, reason: ErrorReason = 'internal'): void {
    errors.push(clientError({ reason, message, requestId: request.requestId, path: pathOf(place) }));
  }
}

interface FieldPlace {
  readonly type: CompositeType;
  readonly field: DataShape;
  readonly place: Place;
  readonly blame: ErrorTree | undefined;
  readonly isExplained: boolean;
}

function nameOf(type: CompositeType, field: DataShape | DeniedShape): string {
  return `${type.name}.${field.fieldName}`;
}

function pathOf(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at; at = at.parent) path.unshift(at.key);
  return path;
}
