import { z } from 'zod';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  MalformedJsonError,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from '../execution/answers/json-scanner.js';
import { LeafReader } from '../execution/answers/leaf-reader.js';

/** A subgraph's answer, cut into what can be remembered; all are JSON texts. */
export interface AnswerParts {
  /** The whole `data`. */
  readonly data: string;
  /** The items of each list in `data`, by response name; null for an entity that there is not. */
  readonly lists: ReadonlyMap<string, readonly (string | null)[]>;
  /** Tags that the subgraph gave its root fields, and each of the entities. */
  readonly rootTags: readonly string[];
  readonly entityTags: readonly (readonly string[])[];
}

const tags = z.array(z.string().min(1).max(1_000)).max(1_000);
const extensions = z.object({ apolloCacheTags: tags.optional(), apolloEntityCacheTags: z.array(tags).optional() });

/**
 * Undefined when nothing is to be remembered: the answer has errors, or no data, or tags that cannot be read, by which it could
 * not be invalidated.
 *
 * Source: https://www.apollographql.com/docs/graphos/routing/performance/caching/response-caching/invalidation
 */
export function answerParts(text: string): AnswerParts | undefined {
  try {
    return readParts(new LeafReader(text));
  } catch (error) {
    if (error instanceof MalformedJsonError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

function readParts(reader: LeafReader): AnswerParts | undefined {
  let data: string | undefined;
  const lists = new Map<string, readonly (string | null)[]>();
  let given: z.infer<typeof extensions> = {};
  for (const name of keysOf(reader)) {
    if (name === 'errors') {
      if (reader.readLeaf() !== null) return undefined;
    } else if (name === 'extensions') {
      const text = reader.readLeaf();
      if (text?.includes('CacheTags')) given = extensions.parse(JSON.parse(text));
    } else if (name === 'data' && reader.peek() === OPEN_OBJECT) {
      const start = reader.at;
      for (const key of keysOf(reader)) {
        if (reader.peek() === OPEN_LIST) lists.set(key, itemsOf(reader));
        else reader.skipValue();
      }
      data = reader.text.slice(start, reader.at);
    } else reader.skipValue();
  }
  reader.end();
  const { apolloCacheTags: rootTags = [], apolloEntityCacheTags: entityTags = [] } = given;
  return data === undefined ? undefined : { data, lists, rootTags, entityTags };
}

/** The keys of the object that comes next. Whoever gets one reads its value before going on. */
function* keysOf(reader: LeafReader): Generator<string> {
  reader.expect(OPEN_OBJECT);
  if (reader.peek() === CLOSE_OBJECT) {
    reader.at++;
    return;
  }
  for (;;) {
    if (reader.peek() !== QUOTE) reader.fail();
    yield reader.readName();
    if (isLast(reader, CLOSE_OBJECT)) return;
  }
}

function itemsOf(reader: LeafReader): (string | null)[] {
  const items: (string | null)[] = [];
  reader.expect(OPEN_LIST);
  if (reader.peek() === CLOSE_LIST) {
    reader.at++;
    return items;
  }
  for (;;) {
    items.push(reader.readLeaf());
    if (isLast(reader, CLOSE_LIST)) return items;
  }
}

function isLast(reader: LeafReader, close: number): boolean {
  const code = reader.peek();
  reader.at++;
  if (code !== COMMA && code !== close) reader.fail();
  return code === close;
}
