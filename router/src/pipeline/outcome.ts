import type { ClientError } from '../errors/client-error.js';
import type { ErrorReason } from '../errors/error-codes.js';
import type { JsonRecord } from '../json-record.js';

/** A GraphQL response. */
export interface Answer {
  readonly errors?: readonly ClientError[];
  /** As JSON text; absent when nothing was executed. */
  readonly data?: string;
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
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'subscribed'; readonly answers: AsyncIterableIterator<Answer> }
);
