import { z } from 'zod';
import { RequestError } from '../errors/request-error.js';

const parametersSchema = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z
    .looseObject({
      persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/) }).nullish(),
    })
    .nullish(),
});

export interface Parameters {
  /** Undefined or empty when the client sends only the hash of a persisted query. */
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** SHA-256 of the query, 64 lower-case hexadecimal digits. */
  readonly persistedQueryHash: string | undefined;
}

/**
 * @throws RequestError badRequest    names the first parameter that is not what GraphQL over HTTP says
 * Source: https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters
 */
export function readParameters(value: unknown): Parameters {
  const parsed = parametersSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.length ? `"${issue.path.join('.')}"` : 'The request';
    throw new RequestError('badRequest', `${where} is not as GraphQL over HTTP wants it: ${issue?.message}`);
  }
  const { query, operationName, variables, extensions } = parsed.data;
  return {
    query: query ?? undefined,
    operationName: operationName || undefined,
    variables: variables ?? {},
    persistedQueryHash: extensions?.persistedQuery?.sha256Hash,
  };
}
