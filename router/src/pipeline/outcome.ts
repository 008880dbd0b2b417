import type { ClientError } from '../errors/client-error.js';
import type { ErrorReason } from '../errors/error-codes.js';
import type { JsonBytes } from '../execution/writing/answer-bytes.js';
import type { JsonRecord } from '../json-record.js';

/** A GraphQL response. */
export interface Answer {
  readonly errors?: readonly ClientError[];
  /** As JSON text; absent when nothing was executed. */
  readonly data?: string | JsonBytes;
  readonly extensions?: JsonRecord;
}

/** The JSON text of a response. Errors come first, as the specification advises. */
export function answerText({ errors, data, extensions }: Answer): string {
  const end = extensions ? `,"extensions":${JSON.stringify(extensions)}}` : '}';
  if (!errors) return `{"data":${data ?? 'null'}${end}`;
  return `{"errors":${JSON.stringify(errors)}${data === undefined ? '' : `,"data":${data}`}${end}`;
}

/**
 * What became of a request; the transport puts it into its own words. `headers` are those of an HTTP response, by lower-case
 * name; a transport without them leaves them out.
 */
export type Outcome = { readonly headers?: Readonly<Record<string, string | string[]>> } & (
  | { readonly kind: 'refused'; readonly reason: ErrorReason; readonly answer: Answer }
  | AnsweredAtOnce
  | { readonly kind: 'subscribed'; readonly answers: AsyncIterableIterator<Answer> }
  | DeferredAnswer
);

export interface AnsweredAtOnce {
  readonly kind: 'answered';
  readonly answer: Answer;
}

/** An answer whose deferred fragments follow it. Whoever takes it returns `rest` or takes it to its end. */
export interface DeferredAnswer {
  readonly kind: 'deferred';
  readonly answer: Answer;
  /** What is to come, at least one. */
  readonly pending: readonly PendingFragment[];
  readonly rest: AsyncIterableIterator<AnswerPart>;
}

/** A deferred fragment of one object. */
export interface PendingFragment {
  /** Tells it from the others of the answer. */
  readonly id: string;
  /** Of the object, in response names and list indices. */
  readonly path: readonly (string | number)[];
  readonly label: string | undefined;
}

/** What follows an answer's first part. */
export interface AnswerPart {
  readonly fragments: readonly DeliveredFragment[];
  /** What is to come besides, from within the fragments of this part. */
  readonly pending: readonly PendingFragment[];
  /** False for the last part. */
  readonly hasNext: boolean;
  readonly extensions?: JsonRecord;
}

export interface DeliveredFragment {
  readonly pending: PendingFragment;
  /** The JSON text of an object, or `null`. */
  readonly data: string;
  readonly errors?: readonly ClientError[];
}
