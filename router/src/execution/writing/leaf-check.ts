import { type GraphQLLeafType, GraphQLScalarType } from 'graphql';

/**
 * Takes the JSON text of a leaf as its type in the API schema allows it; null for one that it does not allow. Custom scalars
 * pass untouched; a number for an ID becomes a string, and an enum's value which clients may not see the text of a null.
 *
 * Source: https://spec.graphql.org/October2021/#sec-Scalars (Result Coercion)
 */
export type LeafCheck = (text: string) => string | null;

/** What a client gets for a value that it may not see. No other leaf is written so. */
export const HIDDEN = 'null';

const PLAIN_INT = /^-?[1-9]\d{0,8}$/;
const PLAIN_INTEGER = /^(?:0|-?[1-9]\d*)$/;
const INT_LIMIT = 2 ** 31;
const QUOTE = 0x22;
const NUMBER = /^[-\d]/;

/** @param enumValues    those of the enum that some subgraph has, which may be more than the API schema has */
export function leafCheckOf(type: GraphQLLeafType, enumValues: readonly string[] = []): LeafCheck {
  if (!(type instanceof GraphQLScalarType)) {
    const texts = new Set(type.getValues().map(({ name }) => `"${name}"`));
    return (text) => {
      if (texts.has(text)) return text;
      // An escaped name is a name all the same.
      const name: unknown = isString(text) && JSON.parse(text);
      if (typeof name !== 'string') return null;
      if (type.getValue(name)) return text;
      return enumValues.includes(name) ? HIDDEN : null;
    };
  }
  return SCALARS.get(type.name) ?? ((text) => text);
}

const SCALARS: ReadonlyMap<string, LeafCheck> = new Map([
  ['Int', (text) => (text === '0' || PLAIN_INT.test(text) || isInt32(text) ? text : null)],
  ['Float', (text) => (NUMBER.test(text) ? text : null)],
  ['Boolean', (text) => (text === 'true' || text === 'false' ? text : null)],
  ['String', (text) => (isString(text) ? text : null)],
  ['ID', (text) => (isString(text) ? text : idOfNumber(text))],
]);

function idOfNumber(text: string): string | null {
  if (PLAIN_INTEGER.test(text)) return `"${text}"`;
  return NUMBER.test(text) && Number.isInteger(Number(text)) ? `"${Number(text)}"` : null;
}

function isString(text: string): boolean {
  return text.charCodeAt(0) === QUOTE;
}

/** Other ways to write an integer, such as 1e3 and 1.0. */
function isInt32(text: string): boolean {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isInteger(value) && value >= -INT_LIMIT && value < INT_LIMIT;
}
