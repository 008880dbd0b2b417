import { z } from 'zod';

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

/** A subgraph that gave no GraphQL answer at all: down, too slow, too large, or not speaking GraphQL. */
export class SubgraphFailure extends Error {
  override readonly name = 'SubgraphFailure';
  readonly code = 'SUBGRAPH_FAILED';
}

/**
 * @param value    the parsed body of a response, or an event of a subscription
 * @throws SubgraphFailure    not of a GraphQL answer's shape
 */
export function readSubgraphAnswer(value: unknown): SubgraphAnswer {
  const parsed = subgraphAnswer.safeParse(value);
  if (!parsed.success) throw new SubgraphFailure('it did not answer in GraphQL', { cause: parsed.error });
  return { data: parsed.data.data, errors: parsed.data.errors ?? [] };
}
