import type { OracleAnswer, ResponsePath } from './oracle.js';

interface ParsedAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message?: string; readonly path?: ResponsePath }[];
}

/**
 * How the router's answer differs from the one schema's; undefined when it does not. The data is compared as text. Errors are
 * compared by where they put a null:
 *
 * - An error at a place that may be null has the same path in both.
 * - Where a null went up, the place it came to rest is the same, and each error's path is of an error that there can be: an
 *   executor may tell of one error below such a place or of several (spec, "Handling Field Errors"). Of those that its
 *   subgraph kept silent about, the router knows only which field has no value, not which item of it.
 * - When the whole answer is null, root fields of a subgraph whose data was lost with it may have errors too.
 * - An error that several fetches found is told as often as it was found.
 */
export function differenceOf(expected: OracleAnswer, text: string): string | undefined {
  const answer = parse(text);
  if (!answer) return 'the answer is no JSON';
  const data = JSON.stringify(expected.data);
  if (answer.data === undefined) return `nothing was executed: ${answer.errors?.[0]?.message}`;
  if (!text.includes(`"data":${data}`)) return 'the data differs';
  const paths = (answer.errors ?? []).map(({ path }) => path);
  if (!paths.every(isPath)) return 'an error has no path';
  const possible = new Set(
    expected.possibleErrorPaths.flatMap((path) => path.map((_, depth) => keyOf(path.slice(0, depth + 1)))),
  );
  const invented = paths.find((path) => !possible.has(keyOf(path)) && !(answer.data === null && path.length === 1));
  if (invented) return `there is no error at ${JSON.stringify(invented)}`;
  const expectedNulls = new Set(expected.errorPaths.map((path) => keyOf(nullAt(path, expected.data))));
  const nulls = new Set(paths.map((path) => keyOf(nullAt(path, answer.data))));
  const missing = [...expectedNulls].find((key) => !nulls.has(key));
  if (missing) return `no error accounts for the null at ${missing}`;
  const wrong = [...nulls].find((key) => !expectedNulls.has(key));
  return wrong && `an error speaks of ${wrong}, where there is none`;
}

function parse(text: string): ParsedAnswer | undefined {
  try {
    return JSON.parse(text) as ParsedAnswer;
  } catch {
    return undefined;
  }
}

/** The part of a path that leads to the null which came of an error there. */
function nullAt(path: ResponsePath, data: unknown): ResponsePath {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null || typeof value !== 'object') return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}

function isPath(path: ResponsePath | undefined): path is ResponsePath {
  return path !== undefined;
}

function keyOf(path: ResponsePath): string {
  return JSON.stringify(path);
}
