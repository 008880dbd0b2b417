import type { ClientError } from '../errors/client-error.js';
import type { ErrorReason } from '../errors/error-codes.js';
import type { JsonRecord } from '../json-record.js';

/** A GraphQL response. `data` is absent when nothing was executed. */
export interface Answer {
  readonly errors?: readonly ClientError[];
  readonly data?: JsonRecord | null;
}

/** What became of a request; the transport puts it into its own words. */
export type Outcome =
  | { readonly kind: 'refused'; readonly reason: ErrorReason; readonly answer: Answer }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'subscribed'; readonly answers: AsyncIterableIterator<Answer> };
