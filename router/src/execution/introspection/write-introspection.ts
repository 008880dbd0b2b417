import {
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isLeafType,
  isListType,
  isNonNullType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';
import { enforceLimit } from '../../pipeline/limit-document.js';
import type { WorkInParts } from '../../work-in-parts.js';
import type { IntrospectionShape } from '../writing/selection-writing.js';
import {
  compileField,
  type IntrospectionField,
  type IntrospectionSource,
  type IntrospectionValue,
} from './compile-introspection.js';

export interface IntrospectionRequest extends IntrospectionSource {
  /** What the fields that describe a schema are asked with: the schema that clients see. */
  readonly info: GraphQLResolveInfo;
  /** Values that the whole answer may have. */
  readonly maxValues: number;
}

/** Which takes a millisecond or two. */
const VALUES_IN_A_PART = 2_000;

/**
 * Writes what stands at an operation's `__schema` and `__type`. That can be long, and all it needs is at hand: it is written part by
 * part, so that others get their turn.
 *
 * Source: https://spec.graphql.org/October2021/#sec-Schema-Introspection
 */
export class IntrospectionWriter {
  readonly #request: IntrospectionRequest;
  #valueCount = 0;
  #nextPause = VALUES_IN_A_PART;

  constructor(request: IntrospectionRequest) {
    this.#request = request;
  }

  /**
   * @returns JSON text
   * @throws RequestError limitExceeded    all that was written has more than `maxValues`
   */
  *write({ nodes }: IntrospectionShape): WorkInParts<string> {
    const isSchema = nodes[0]?.name.value === SchemaMetaFieldDef.name;
    const definition = isSchema ? SchemaMetaFieldDef : TypeMetaFieldDef;
    return yield* this.#value(compileField('', definition, nodes, this.#request), undefined);
  }

  *#value({ definition, given, below }: IntrospectionValue, source: unknown): WorkInParts<string> {
    const value = definition.resolve?.(source, given, undefined, this.#request.info) ?? null;
    if (!below) return leafText(definition.type, value);
    if (value === null) return 'null';
    if (!Array.isArray(value)) return yield* this.#object(below, value);
    let text = '[';
    for (const item of value) text += (text === '[' ? '' : ',') + (yield* this.#object(below, item));
    return `${text}]`;
  }

  *#object(fields: readonly IntrospectionField[], source: unknown): WorkInParts<string> {
    this.#valueCount += fields.length;
    enforceLimit("introspection's number of values", this.#valueCount, this.#request.maxValues);
    if (this.#valueCount > this.#nextPause) {
      this.#nextPause = this.#valueCount + VALUES_IN_A_PART;
      yield;
    }
    let text = '{';
    for (const field of fields) {
      text += field.kind === 'typename' ? field.text : field.prefix + (yield* this.#value(field, source));
    }
    return `${text}}`;
  }
}

/** A text, a truth value, an enum's value, or a list of those. */
function leafText(type: GraphQLOutputType, value: unknown): string {
  if (value === null) return 'null';
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner) && Array.isArray(value))
    return `[${value.map((item) => leafText(inner.ofType, item)).join(',')}]`;
  if (!isLeafType(inner)) throw new Error(`${inner} is no type of a leaf`);
  return JSON.stringify(inner.serialize(value)) ?? 'null';
}
