import type { Message } from '../execution/run/message.js';
import type { JsonRecord } from '../json-record.js';
import type { AnswerParts } from './answer-parts.js';
import type { NewCacheEntry } from './cache-store.js';
import type { CacheTags } from './cache-tags.js';
import { entityTerms, rootTerms } from './entry-terms.js';
import { entryKey, type FetchFacts } from './fetch-facts.js';

/** A fetch of a message, with its variables. */
export interface KeyedFetch {
  readonly facts: FetchFacts;
  /** What the keys of its entries begin with. */
  readonly key: string;
}

export interface EntriesSource {
  readonly message: Message;
  /** Aligned with the message's fetches. */
  readonly fetches: readonly KeyedFetch[];
  /** Of the answer to it. */
  readonly parts: AnswerParts;
  /** Among whom the entries are shared. */
  readonly audience: string;
  readonly seconds: number;
  /** When the answer was asked for, by the clock of `Date.now()`. */
  readonly askedAt: number;
  readonly tags: CacheTags;
  /** Of the client, as sent. */
  readonly variables: JsonRecord;
}

/** An entity that is not there may come to be at any moment, and its absence is not kept for longer. */
const ABSENCE_SECONDS = 5;

/** What of an answer is kept: entities one by one, root fields as one. What could not always be invalidated is not kept. */
export function entriesOf(source: EntriesSource): readonly NewCacheEntry[] {
  return source.message.representations.length > 0 ? entitiesOf(source) : rootFieldsOf(source);
}

function rootFieldsOf(source: EntriesSource): NewCacheEntry[] {
  const { message, fetches, parts, audience, tags, variables, seconds } = source;
  const [fetch] = fetches;
  const terms = fetch && rootTerms(tags, message.request.step, fetch.facts, variables, parts.rootTags);
  return terms ? [{ key: entryKey(fetch.key, audience), text: parts.data, terms, ...until(source, seconds) }] : [];
}

function entitiesOf(source: EntriesSource): NewCacheEntry[] {
  const { message, fetches, parts, audience, tags, seconds } = source;
  const { entityTags } = parts;
  // Tags come by position, which says nothing where several fetches are one request: there all entities get all of them.
  const isOneFetch = message.asked.length === 1;
  const allTags = isOneFetch ? [] : entityTags.flat();
  return message.asked.flatMap(({ fetch: { step }, entitiesName = '' }, position) => {
    const fetch = fetches[position];
    const representations = message.representations[position] ?? [];
    const texts = parts.lists.get(entitiesName) ?? [];
    if (!fetch || texts.length !== representations.length) return [];
    return representations.flatMap((representation, index): NewCacheEntry[] => {
      const given = isOneFetch ? (entityTags[index] ?? []) : allTags;
      const terms = entityTerms(tags, step, fetch.facts, representation, given);
      if (!terms) return [];
      const text = texts[index] ?? 'null';
      const keep = until(source, text === 'null' ? Math.min(seconds, ABSENCE_SECONDS) : seconds);
      return [{ key: entryKey(fetch.key, audience, representation), text, terms, ...keep }];
    });
  });
}

function until({ askedAt }: EntriesSource, seconds: number): Pick<NewCacheEntry, 'seconds' | 'expiresAt'> {
  return { seconds, expiresAt: askedAt + seconds * 1_000 };
}
