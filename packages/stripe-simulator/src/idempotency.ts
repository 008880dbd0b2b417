import { createHash } from 'node:crypto';
import { z } from 'zod';
import { StripeApiError } from './errors.js';

const TTL_SECONDS = 24 * 60 * 60;
const MAX_KEYS = 100_000;

const answer = z.object({ status: z.number(), body: z.string(), requestId: z.string() });
/** What a request was answered: HTTP status, JSON text, and the id of the request that was executed. */
export type Answer = z.infer<typeof answer>;

export const answeredEntry = z.object({
  kind: z.literal('answered'),
  key: z.string(),
  endpoint: z.string(),
  fingerprint: z.string(),
  at: z.number(),
  answer,
});
export type AnsweredEntry = z.infer<typeof answeredEntry>;

interface Options {
  /** Unix seconds */
  readonly now: () => number;
  readonly record: (entry: AnsweredEntry) => void;
  readonly maxKeys?: number;
}

interface KeyedRequest {
  readonly key: string;
  /** the path, `/v1/refunds` */
  readonly endpoint: string;
  readonly parameters: URLSearchParams;
}

type KnownKey = Omit<AnsweredEntry, 'kind' | 'key' | 'answer'> & { answer?: Answer };

/**
 * Answers of the last 24 hours by idempotency key, refusals among them; of more than `maxKeys` the oldest are forgotten.
 *
 * Source: https://docs.stripe.com/api/idempotent_requests
 */
export class IdempotencyKeys {
  readonly #known = new Map<string, KnownKey>();
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  restore({ key, endpoint, fingerprint, at, answer }: AnsweredEntry): void {
    this.#known.set(key, { endpoint, fingerprint, at, answer });
  }

  /**
   * Executes the request, or answers what its key was answered before.
   *
   * @param execute    runs at most once per key; whatever it answers is kept
   * @param commit     makes the execution and its answer durable; until it is done the key is in flight
   * @throws StripeApiError    400 when the key came with another request, 409 when it is in flight
   */
  async once(
    request: KeyedRequest,
    { execute, commit }: { execute: () => Answer; commit: () => Promise<void> },
  ): Promise<{ answer: Answer; isReplay: boolean }> {
    const { key, endpoint } = request;
    const fingerprint = fingerprintOf(request.parameters);
    this.#forgetOld();
    const known = this.#known.get(key);
    if (known) return { answer: answerTo(known, { key, endpoint, fingerprint }), isReplay: true };

    const entry: KnownKey = { endpoint, fingerprint, at: this.#options.now() };
    this.#known.set(key, entry);
    try {
      const answer = execute();
      this.#options.record({ kind: 'answered', key, ...entry, answer });
      await commit();
      entry.answer = answer;
      return { answer, isReplay: false };
    } catch (error) {
      this.#known.delete(key);
      throw error;
    }
  }

  #forgetOld(): void {
    const oldest = this.#options.now() - TTL_SECONDS;
    const surplus = this.#known.size - (this.#options.maxKeys ?? MAX_KEYS) + 1;
    let seen = 0;
    for (const [key, { at, answer }] of this.#known) {
      if (at > oldest && seen >= surplus) return;
      if (answer) this.#known.delete(key);
      seen += 1;
    }
  }
}

function answerTo(known: KnownKey, request: { key: string; endpoint: string; fingerprint: string }): Answer {
  const otherKey = `Try using a key other than '${request.key}' if you meant to execute a different request.`;
  if (known.endpoint !== request.endpoint) {
    throw idempotencyError(
      400,
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ` +
        `('${request.endpoint}' vs '${known.endpoint}'). ${otherKey}`,
    );
  }
  if (known.fingerprint !== request.fingerprint) {
    throw idempotencyError(
      400,
      `Keys for idempotent requests can only be used with the same parameters they were first used with. ${otherKey}`,
    );
  }
  if (!known.answer) {
    throw idempotencyError(
      409,
      `There is currently another in-progress request using this Idempotent Key (that probably means you submitted ` +
        `twice, and the other request is still going through): ${request.key}. Please try again later.`,
      'idempotency_key_in_use',
    );
  }
  return known.answer;
}

function idempotencyError(status: number, message: string, code?: string): StripeApiError {
  return new StripeApiError(status, { type: 'idempotency_error', message, ...(code && { code }) });
}

function fingerprintOf(parameters: URLSearchParams): string {
  const pairs = [...parameters].map((pair) => JSON.stringify(pair)).sort();
  return createHash('sha256').update(pairs.join()).digest('hex');
}
