import type { OracleAnswer, ResponsePath } from './oracle.js';
import { stableText } from './world/stable-text.js';

export interface ComparisonOptions {
  /** Whether a subgraph has errors with whole entities. */
  readonly entitiesThrow: boolean;
  /** Whether the answer was put together of its parts. */
  readonly isInParts: boolean;
}

interface ParsedAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message?: string; readonly path?: ResponsePath }[];
}

/**
 * How the router's answer differs from the one schema's; undefined when it does not. The data is compared as text. Errors are
 * compared by where they put a null:
 *
 * - An error at a place that may be null has the same path in both.
 * - Where a null went up, the place it came to rest is the same, and the paths are of places in the answer. Which of the
 *   errors below such a place are told is the executor's affair (spec, "Handling Field Errors"), and of the fields that
 *   were lost with a subgraph's object the router cannot know which failed.
 * - Of an answer in parts the order of fields is not compared, and nothing where a null goes up: in a deferred fragment that goes no
 *   further than the fragment.
 * - An error that several fetches found is told as often as it was found.
 * - An error that a subgraph has with a whole entity is told at the entity, and accounts for the nulls in it, if there are any: the
 *   fields it was asked for may be those that conditions take away.
 */
export function differenceOf(
  expected: OracleAnswer,
  text: string,
  { entitiesThrow, isInParts }: ComparisonOptions,
): string | undefined {
  const answer = parse(text);
  if (!answer) return 'the answer is no JSON';
  const data = JSON.stringify(expected.data);
  if (isInParts && expected.errorPaths.some((path) => isLost(path, expected.data))) return undefined;
  if (answer.data === undefined) return `nothing was executed: ${answer.errors?.[0]?.message}`;
  const isSame = isInParts ? stableText(answer.data) === stableText(expected.data) : text.includes(`"data":${data}`);
  if (!isSame) return 'the data differs';
  const paths = (answer.errors ?? []).map(({ path }) => path);
  if (!paths.every(isPath)) return 'an error has no path';
  const nowhere = paths.find((path) => !isIn(path, expected.wholeData));
  if (nowhere) return `an error speaks of ${JSON.stringify(nowhere)}, which is not in the answer`;
  const expectedNulls = new Set(expected.errorPaths.map((path) => keyOf(nullAt(path, expected.data))));
  const nulls = new Set(paths.map((path) => keyOf(nullAt(path, answer.data))));
  const missing = [...expectedNulls].find((key) => !nulls.has(key) && !nulls.has(parentOf(key)));
  if (missing) return `no error accounts for the null at ${missing}`;
  const isOfEntity = (key: string) => entitiesThrow && isObjectAt(JSON.parse(key), answer.data);
  const wrong = [...nulls].find((key) => !expectedNulls.has(key) && !isOfEntity(key));
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

/** Whether an error's null went up from where it was. */
export function isLost(path: ResponsePath, data: unknown): boolean {
  return nullAt(path, data).length < path.length;
}

function isIn(path: ResponsePath, data: unknown): boolean {
  let value = data;
  return path.every((key) => {
    if (value === null || typeof value !== 'object' || !(key in value)) return false;
    value = (value as Record<string | number, unknown>)[key];
    return true;
  });
}

function isPath(path: ResponsePath | undefined): path is ResponsePath {
  return path !== undefined;
}

function isObjectAt(path: ResponsePath, data: unknown): boolean {
  let value = data;
  for (const key of path) value = (value as Record<string | number, unknown>)[key];
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function keyOf(path: ResponsePath): string {
  return JSON.stringify(path);
}

function parentOf(key: string): string {
  return JSON.stringify((JSON.parse(key) as ResponsePath).slice(0, -1));
}
