import { type GraphQLLeafType, GraphQLScalarType } from 'graphql';

/** More escapes than these a pattern does not follow: each takes room on the stack of whoever matches it. */
const MAX_ESCAPES = 1_000;

const PLAIN = String.raw`[^"\\\u0000-\u001f]*`;
const ESCAPE = String.raw`\\(?:["\\/bfnrt]|u[\da-fA-F]{4})`;
const STRING = `"${PLAIN}(?:${ESCAPE}${PLAIN}){0,${MAX_ESCAPES}}"`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;

const SCALARS: ReadonlyMap<string, string> = new Map([
  ['Int', String.raw`-?(?:0|[1-9]\d{0,8})`],
  ['Float', NUMBER],
  ['Boolean', 'true|false'],
  ['String', STRING],
  ['ID', STRING],
]);

/**
 * A regular expression for the JSON text of a leaf as its type in the API schema has it: whatever matches goes to the client
 * as it is. It is not for every text that does; those that it does not match have to be looked at closely (see `leafCheckOf`).
 */
export function leafPattern(type: GraphQLLeafType, isNonNull: boolean): string {
  const present =
    type instanceof GraphQLScalarType
      ? (SCALARS.get(type.name) ?? `${STRING}|${NUMBER}|true|false`)
      : `"(?:${type
          .getValues()
          .map(({ name }) => name)
          .join('|')})"`;
  return isNonNull ? `(?:${present})` : `(?:${present}|null)`;
}
