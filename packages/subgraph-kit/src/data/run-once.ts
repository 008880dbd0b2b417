import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import { IdempotencyKeyReusedError, InvalidInputError } from '../errors.js';
import { idempotencyKeys } from '../tables.js';

export interface IdempotentWork {
  /** the viewer and the mutation, e.g. `user:018f…/productCreate` */
  readonly scope: string;
  /** from the client; null when it gave none: the work is then done every time */
  readonly key: string | null;
  /** the mutation's input; compared by content, whatever the order of its keys */
  readonly input: unknown;
}

/**
 * Does the work once per key, inside the caller's transaction: the answer and the work commit together, and a second call with the
 * same key waits for the first and gets its answer.
 *
 * @param answer  parser of what `work` returns; it is stored as JSON
 * @throws IdempotencyKeyReusedError  for the same key with another input
 * @throws InvalidInputError  for a key that is not 1–200 characters
 */
export async function runOnce<Answer>(
  tx: PgDatabase<PgQueryResultHKT, Record<string, unknown>>,
  { scope, key, input }: IdempotentWork,
  answer: z.ZodType<Answer>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (key === null) return work();
  if (key.length < 1 || key.length > 200) {
    throw new InvalidInputError('idempotencyKey must have 1–200 characters', ['input', 'idempotencyKey']);
  }
  const inputHash = hashInput(input);
  const [claimed] = await tx
    .insert(idempotencyKeys)
    .values({ scope, key, inputHash })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  const here = and(eq(idempotencyKeys.scope, scope), eq(idempotencyKeys.key, key));
  if (claimed) {
    const result = await work();
    await tx.update(idempotencyKeys).set({ answer: result }).where(here);
    return result;
  }
  const [earlier] = await tx.select().from(idempotencyKeys).where(here);
  if (earlier?.inputHash !== inputHash) throw new IdempotencyKeyReusedError();
  return answer.parse(earlier.answer);
}

/** SHA-256 of the input with the keys of its objects sorted, hex. */
export function hashInput(input: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(input)) ?? 'null')
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
