import type { Logger } from 'pino';
import { LruCache } from '../cache/lru-cache.js';
import { RequestError } from '../errors/request-error.js';
import type { PersistedQueryStore } from '../persisted/persisted-query-store.js';
import type { OperationList, RegisteredOperations } from '../persisted/registered-operations.js';
import { sha256 } from '../persisted/safelist.js';
import type { Parameters } from './read-parameters.js';

const MAX_REMEMBERED_CHARACTERS = 1_000_000;

export interface DocumentText {
  readonly text: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
  /** The client asks that the text be kept under its hash. */
  readonly isToBeRemembered: boolean;
}

export interface DocumentSources {
  readonly persistedQueries: PersistedQueryStore;
  readonly registered: RegisteredOperations | undefined;
  readonly logger: Logger;
}

/**
 * The text of the document: as sent, as registered under the id that was sent in its place, or as kept under its hash
 * (automatic persisted queries, which a safelist in force puts out of use).
 *
 * @param list    what may run; undefined when that is everything
 * @throws RequestError    notRegistered, idRequired; persistedQueryNotFound; badInput when text and id disagree; badRequest
 * without either
 * Source: https://www.apollographql.com/docs/apollo-server/performance/apq,
 * https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md
 */
export function findDocumentText(
  parameters: Parameters,
  sources: DocumentSources,
  list: OperationList | undefined,
): DocumentText | Promise<DocumentText> {
  const { query, documentId } = parameters;
  if (!query && documentId === undefined) throw new RequestError('badRequest', 'The request has no "query"');
  const registered = list && findRegistered(parameters, sources, list);
  return registered ?? findAnyText(parameters, sources.persistedQueries);
}

/** Undefined when the operation is not registered and runs all the same. */
function findRegistered(
  { query, documentId }: Parameters,
  { registered, logger }: DocumentSources,
  list: OperationList,
): DocumentText | undefined {
  const safelist = list.operations.current;
  const byId = documentId === undefined ? undefined : safelist.find(documentId);
  const hash = query ? hashOf(query) : undefined;
  if (byId && (hash === undefined || hash === byId.hash)) {
    registered?.count(list, 'id');
    return { ...byId, isToBeRemembered: false };
  }
  if (query && hash !== undefined && list.mode !== 'only' && safelist.includes(query, hash)) {
    registered?.count(list, 'text');
    return { text: query, hash, isToBeRemembered: false };
  }
  registered?.count(list, 'unknown');
  if (list.mode === 'audit') {
    logger.info({ documentId, hash }, 'An operation that is not registered');
    return undefined;
  }
  if (query && list.mode === 'only') {
    throw new RequestError('idRequired', 'Operations are sent by the id under which they are registered');
  }
  throw new RequestError('notRegistered', 'The operation is not registered');
}

function findAnyText(
  { query, documentId }: Parameters,
  store: PersistedQueryStore,
): DocumentText | Promise<DocumentText> {
  if (query) {
    const hash = hashOf(query);
    if (documentId !== undefined && documentId !== hash) {
      throw new RequestError('badInput', 'The id of the document is not the SHA-256 of its text');
    }
    return { text: query, hash, isToBeRemembered: documentId !== undefined };
  }
  return findKept(documentId, store);
}

async function findKept(hash: string | undefined, store: PersistedQueryStore): Promise<DocumentText> {
  const text = hash === undefined ? undefined : await store.find(hash);
  if (hash === undefined || text === undefined)
    throw new RequestError('persistedQueryNotFound', 'PersistedQueryNotFound');
  return { text, hash, isToBeRemembered: false };
}

/** Texts come again and again; to find one costs a tenth of its SHA-256. */
const hashes = new LruCache<string>(MAX_REMEMBERED_CHARACTERS);

function hashOf(text: string): string {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  const hash = sha256(text);
  hashes.set(text, hash, text.length);
  return hash;
}
