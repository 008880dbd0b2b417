import type { Recalled } from '../execution/run/fetch-cache.js';
import type { Message } from '../execution/run/message.js';
import type { AskedFetch } from '../execution/run/report-errors.js';
import type { JsonRecord } from '../json-record.js';
import type { SubgraphResponse } from '../subgraphs/subgraph-transport.js';
import type { CacheEntry } from './cache-store.js';

/** An entity, or all root fields of a message. */
export interface KnownPart {
  readonly entry: CacheEntry;
  /** Among whom it is shared. */
  readonly audience: string;
}

export interface SplitMessage {
  /** The part that is known, and its answer as the subgraph would give it. */
  readonly known: Recalled['known'];
  readonly left: Message | undefined;
  readonly used: readonly KnownPart[];
}

/**
 * Takes from a message what is known.
 *
 * @param found    one for each representation of each of its fetches, in their order; one in all for root fields
 * @param variables    of the client, as sent
 */
export function splitMessage(
  message: Message,
  found: readonly (KnownPart | undefined)[],
  variables: JsonRecord,
): SplitMessage {
  const used = found.filter((part) => part !== undefined);
  const [first] = used;
  if (!first) return { known: undefined, left: message, used };
  const { request } = message;
  if (message.representations.length === 0) {
    return { known: { message, response: responseOf(first.entry.text) }, left: undefined, used };
  }
  const isAllKnown = used.length === found.length;
  const known: Half = { asked: [], representations: [] };
  const left: Half = { asked: [], representations: [] };
  const answers: string[] = [];
  let at = 0;
  message.asked.forEach((part, index) => {
    const representations = message.representations[index] ?? [];
    const here = found.slice(at, at + representations.length);
    at += representations.length;
    if (!isAllKnown) {
      add(known, part, representations, (position) => here[position] !== undefined);
      add(left, part, representations, (position) => here[position] === undefined);
    }
    const texts = here.flatMap((entity) => entity?.entry.text ?? []);
    if (texts.length > 0) answers.push(`${JSON.stringify(part.entitiesName)}:[${texts.join(',')}]`);
  });
  return {
    known: { message: isAllKnown ? message : { ...message, ...known }, response: responseOf(`{${answers.join(',')}}`) },
    left: isAllKnown ? undefined : { request, ...left, body: request.text.body(variables, left.representations) },
    used,
  };
}

/** A part of a message, as long as the whole: fetches that have nothing in it wait for nothing. */
interface Half {
  readonly asked: AskedFetch[];
  readonly representations: (readonly string[])[];
}

function add(
  half: Half,
  part: AskedFetch,
  representations: readonly string[],
  belongs: (position: number) => boolean,
): void {
  half.asked.push({ ...part, waiting: part.waiting.filter((_, position) => belongs(position)) });
  half.representations.push(representations.filter((_, position) => belongs(position)));
}

function responseOf(data: string): SubgraphResponse {
  return { status: 200, text: `{"data":${data}}`, headers: {} };
}
