import { z } from 'zod';
import { RequestError } from '../errors/request-error.js';
import { canonicalId } from '../persisted/parse-manifest.js';

const parametersSchema = z.object({
  query: z.string().nullish(),
  documentId: z
    .string()
    .max(200)
    .regex(/^[\w.~-]+(?::[\w.~-]+)?$/)
    .nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z
    .looseObject({
      persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/) }).nullish(),
    })
    .nullish(),
});

export interface Parameters {
  /** Undefined or empty when the client sends only the id of a document. */
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Id of a persisted document, `sha256:` left off: the SHA-256 of its text, or what it is registered under. */
  readonly documentId: string | undefined;
}

/**
 * @throws RequestError badRequest    names the first parameter that is not what GraphQL over HTTP says
 * Source: https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters,
 * https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md
 */
export function readParameters(value: unknown): Parameters {
  const parsed = parametersSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.length ? `"${issue.path.join('.')}"` : 'The request';
    throw new RequestError('badRequest', `${where} is not as GraphQL over HTTP wants it: ${issue?.message}`);
  }
  const { query, operationName, variables, extensions, documentId } = parsed.data;
  return {
    query: query ?? undefined,
    operationName: operationName || undefined,
    variables: variables ?? {},
    documentId: documentId ? canonicalId(documentId) : extensions?.persistedQuery?.sha256Hash,
  };
}
