export type JsonType = 'application/graphql-response+json' | 'application/json';
export type StreamType = 'text/event-stream' | 'multipart/mixed';
/** How the parts of a deferred answer are written, as multipart/mixed names it. */
export type DeferredType = 'deferSpec=20220824' | 'incrementalSpec=v0.2';

/** How a client takes its answers, by its Accept header. */
export interface AcceptedAnswers {
  /** For a request with one answer. Where it is an event stream, refusals are events too: such clients read nothing else. */
  readonly single: JsonType | 'text/event-stream';
  /** For a subscription; undefined when the client takes no answers that follow one another. */
  readonly stream: StreamType | undefined;
  /** For an answer with deferred fragments; undefined when the client is to get it whole. */
  readonly deferred: DeferredType | undefined;
}

interface Range {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly quality: number;
}

/** Clients of a router say the same few things. */
const MAX_KNOWN = 100;
const known = new Map<string, AcceptedAnswers | undefined>();

const JSON_ONLY: AcceptedAnswers = { single: 'application/json', stream: undefined, deferred: undefined };

/**
 * What the client likes best of what we have, JSON when it does not say; undefined when it takes nothing of it.
 *
 * Source: https://graphql.github.io/graphql-over-http/draft/#sec-Accept
 * and https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol,
 * https://specs.apollo.dev/incremental/v0.1/, https://specs.apollo.dev/incremental/v0.2/
 */
export function readAccept(accept: string | undefined): AcceptedAnswers | undefined {
  if (!accept?.trim()) return JSON_ONLY;
  if (known.has(accept)) return known.get(accept);
  const accepted = negotiate(accept);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(accept, accepted);
  return accepted;
}

function negotiate(accept: string): AcceptedAnswers | undefined {
  const ranges = accept
    .split(',')
    .map(readRange)
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  const single = first(ranges, singleType);
  const stream = first(ranges, streamType);
  const deferred = first(ranges, deferredType);
  if (!single && !stream && !deferred) return undefined;
  // An event stream has no words for parts, and who takes streams only is answered in JSON where there is nothing to stream.
  return {
    single: single ?? 'application/json',
    stream,
    deferred: single === 'text/event-stream' ? undefined : deferred,
  };
}

function readRange(range: string): Range {
  const [name = '', ...rest] = range.split(';').map((part) => part.trim());
  const parameters = new Map(
    rest.map((parameter) => {
      const [key = '', value = ''] = parameter.split('=');
      return [key.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')];
    }),
  );
  const quality = Number(parameters.get('q') ?? 1);
  return { name: name.toLowerCase(), parameters, quality: Number.isFinite(quality) ? quality : 0 };
}

function first<T>(ranges: readonly Range[], typeOf: (range: Range) => T | undefined): T | undefined {
  for (const range of ranges) {
    const type = typeOf(range);
    if (type !== undefined) return type;
  }
  return undefined;
}

function singleType({ name }: Range): AcceptedAnswers['single'] | undefined {
  switch (name) {
    case 'application/graphql-response+json':
    case 'text/event-stream':
      return name;
    case 'application/json':
    case 'application/*':
    case '*/*':
      return 'application/json';
    default:
      return undefined;
  }
}

function streamType({ name, parameters }: Range): StreamType | undefined {
  if (name === 'text/event-stream') return name;
  return name === 'multipart/mixed' && parameters.get('subscriptionspec') === '1.0' ? name : undefined;
}

/** Who names no version (urql) understands both; a subscription's is not meant for parts. */
function deferredType({ name, parameters }: Range): DeferredType | undefined {
  if (name !== 'multipart/mixed' || parameters.has('subscriptionspec')) return undefined;
  if (parameters.get('incrementalspec') === 'v0.2') return 'incrementalSpec=v0.2';
  const version = parameters.get('deferspec');
  if (version === undefined && parameters.has('incrementalspec')) return undefined;
  return version === undefined || version === '20220824' ? 'deferSpec=20220824' : undefined;
}
