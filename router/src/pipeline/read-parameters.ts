import { RequestError } from '../errors/request-error.js';
import { isRecord, type JsonRecord } from '../json-record.js';
import { canonicalId } from '../persisted/parse-manifest.js';

export interface Parameters {
  /** Undefined or empty when the client sends only the id of a document. */
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: JsonRecord;
  /** Id of a persisted document, `sha256:` left off: the SHA-256 of its text, or what it is registered under. */
  readonly documentId: string | undefined;
}

const DOCUMENT_ID = /^[\w.~-]{1,128}(?::[\w.~-]{1,128})?$/;
const SHA256 = /^[0-9a-f]{64}$/;
const NO_VARIABLES: JsonRecord = {};

/**
 * Reads a request's parameters; null is the same as absent.
 *
 * @throws RequestError badRequest    names the first parameter that is not what GraphQL over HTTP says
 * Source: https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters,
 * https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md
 */
export function readParameters(value: unknown): Parameters {
  if (!isRecord(value)) throw new RequestError('badRequest', 'A GraphQL request must be a JSON object');
  const query = readText(value, 'query');
  const documentId = readText(value, 'documentId');
  if (documentId && !DOCUMENT_ID.test(documentId)) throw wrong('documentId', 'the id of a document');
  const operationName = readText(value, 'operationName');
  const variables = readRecord(value, 'variables') ?? NO_VARIABLES;
  const extensions = readRecord(value, 'extensions');
  const hash = extensions && readHash(extensions);
  return {
    query,
    operationName: operationName || undefined,
    variables,
    documentId: documentId ? canonicalId(documentId) : hash,
  };
}

function readText(parameters: JsonRecord, name: string): string | undefined {
  const value = parameters[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw wrong(name, 'a text');
  return value;
}

function readRecord(parameters: JsonRecord, name: string): JsonRecord | undefined {
  const value = parameters[name] ?? undefined;
  if (value !== undefined && !isRecord(value)) throw wrong(name, 'a JSON object');
  return value;
}

/** Of an automatic persisted query. */
function readHash(extensions: JsonRecord): string | undefined {
  const persistedQuery = readRecord(extensions, 'persistedQuery');
  if (!persistedQuery) return undefined;
  const { version, sha256Hash } = persistedQuery;
  if (version !== 1) throw wrong('extensions.persistedQuery.version', '1');
  if (typeof sha256Hash !== 'string' || !SHA256.test(sha256Hash)) {
    throw wrong('extensions.persistedQuery.sha256Hash', 'a SHA-256 in lower-case hexadecimal');
  }
  return sha256Hash;
}

function wrong(name: string, expected: string): RequestError {
  return new RequestError('badRequest', `"${name}" is not as GraphQL over HTTP wants it: must be ${expected}`);
}
