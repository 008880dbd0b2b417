import { createHash } from 'node:crypto';
import { RequestError } from '../errors/request-error.js';
import type { PersistedQueryStore } from '../persisted/persisted-query-store.js';
import type { Parameters } from './read-parameters.js';

export interface DocumentText {
  readonly text: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
  /** The client asks that the text be kept under its hash. */
  readonly isToBeRemembered: boolean;
}

/**
 * The text of the document: as sent, or as kept under the hash that was sent in its place (automatic persisted queries).
 *
 * @throws RequestError    persistedQueryNotFound; badInput when text and hash disagree; badRequest without either
 * Source: https://www.apollographql.com/docs/apollo-server/performance/apq
 */
export async function findDocumentText(
  { query, persistedQueryHash }: Parameters,
  store: PersistedQueryStore,
): Promise<DocumentText> {
  if (query) {
    const hash = createHash('sha256').update(query).digest('hex');
    if (persistedQueryHash !== undefined && persistedQueryHash !== hash) {
      throw new RequestError('badInput', 'The sha256Hash of the persisted query is not that of the query');
    }
    return { text: query, hash, isToBeRemembered: persistedQueryHash !== undefined };
  }
  if (persistedQueryHash === undefined) throw new RequestError('badRequest', 'The request has no "query"');
  const text = await store.find(persistedQueryHash);
  if (text === undefined) throw new RequestError('persistedQueryNotFound', 'PersistedQueryNotFound');
  return { text, hash: persistedQueryHash, isToBeRemembered: false };
}
