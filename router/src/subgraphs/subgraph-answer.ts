import { z } from 'zod';
import { SubgraphFailure } from './subgraph-failure.js';
import type { SubgraphResponse } from './subgraph-transport.js';

const subgraphError = z.object({
  message: z.string().catch(''),
  path: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .catch(undefined),
  extensions: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

const subgraphAnswer = z
  .object({
    data: z.record(z.string(), z.unknown()).nullish(),
    errors: z.array(subgraphError).nullish(),
  })
  .refine((answer) => answer.data !== undefined || (answer.errors?.length ?? 0) > 0, 'has neither data nor errors');

export type SubgraphError = z.infer<typeof subgraphError>;

export interface SubgraphAnswer {
  /** Undefined when the subgraph executed nothing. */
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly SubgraphError[];
}

/**
 * @param value    the parsed body of a response, or an event of a subscription
 * @throws SubgraphFailure    not of a GraphQL answer's shape
 */
export function readSubgraphAnswer(value: unknown): SubgraphAnswer {
  const parsed = subgraphAnswer.safeParse(value);
  if (!parsed.success) throw new SubgraphFailure('answer', 'it did not answer in GraphQL', { cause: parsed.error });
  return { data: parsed.data.data, errors: parsed.data.errors ?? [] };
}

/**
 * A subgraph may answer errors with any status, as long as it says them in GraphQL.
 *
 * @throws SubgraphFailure    there is no GraphQL in it
 */
export function parseSubgraphAnswer({ status, text }: SubgraphResponse): SubgraphAnswer {
  try {
    return readSubgraphAnswer(JSON.parse(text));
  } catch (cause) {
    throw new SubgraphFailure('answer', `it answered ${status} without a GraphQL body`, { cause });
  }
}
