import type { OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { RateLimitsConfig } from '../config/rate-limits-config.js';
import type { RouterConfig } from '../config/router-config.js';
import { RequestError } from '../errors/request-error.js';
import type { Partner } from '../persisted/registered-operations.js';
import type { Viewer } from '../pipeline/operation-request.js';
import { connectRedis, isRedis } from '../redis/connect-redis.js';
import { addressGroup } from './client-address.js';
import { MemoryRateCounter } from './memory-rate-counter.js';
import type { RateCounter } from './rate-counter.js';
import { RedisRateCounter } from './redis-rate-counter.js';
import type { RateVerdict } from './sliding-window.js';

/** Whose request it is. */
export interface RateSubject {
  readonly viewer: Viewer | null;
  readonly partner: Partner | undefined;
  readonly address: string | undefined;
}

export interface RatedOperation {
  readonly operation: OperationTypeNode;
  readonly name?: { readonly value: string } | undefined;
}

type ResponseHeaders = Readonly<Record<string, string>>;
type Rule = RateLimitsConfig[number];

export interface RateLimitsOptions {
  readonly config: Pick<RouterConfig, 'rateLimits' | 'redisUrl'>;
  readonly registry: Registry;
  readonly logger: Logger;
}

/** Lets each subject run so many operations in any so many seconds. */
export class RateLimits implements AsyncDisposable {
  readonly #addressRules: readonly Rule[];
  readonly #senderRules: readonly Rule[];
  readonly #operationRules: readonly Rule[];
  readonly #counter: RateCounter;
  readonly #refusals: Counter<'policy'>;

  /** @returns undefined when nothing is limited */
  static open({ config, registry, logger }: RateLimitsOptions): RateLimits | undefined {
    const { rateLimits, redisUrl } = config;
    if (rateLimits.length === 0) return undefined;
    const inRedis = isRedis(redisUrl) ? new RedisRateCounter(connectRedis(redisUrl, logger), logger) : undefined;
    return new RateLimits(rateLimits, inRedis ?? new MemoryRateCounter(), registry);
  }

  constructor(rules: RateLimitsConfig, counter: RateCounter, registry: Registry) {
    this.#addressRules = rules.filter(({ operations, by }) => !operations && by === 'address');
    this.#senderRules = rules.filter(({ operations, by }) => !operations && by !== 'address');
    this.#operationRules = rules.filter(({ operations }) => operations);
    this.#counter = counter;
    this.#refusals = new Counter({
      name: 'graphql_operations_rate_limited_total',
      help: 'Operations that were refused, by the policy that refused them',
      labelNames: ['policy'],
      registers: [registry],
    });
  }

  /**
   * Counts a request by the rules for addresses, before anything is known of who sends it: a token that is not valid counts too.
   *
   * @returns headers of the answer; undefined when no rule applies
   * @throws RequestError rateLimited    with headers
   */
  admitAddress(address: string | undefined): Promise<ResponseHeaders | undefined> {
    return this.#admit(this.#addressRules, { viewer: null, partner: undefined, address }, undefined);
  }

  /** The same by the rules for viewers and partners, before the document is looked at. @param headers those of `admitAddress` */
  admitSender(subject: RateSubject, headers: ResponseHeaders | undefined): Promise<ResponseHeaders | undefined> {
    return this.#admit(this.#senderRules, subject, headers);
  }

  /** The same by the rules that hold for some operations. @param headers those of `admitSender` */
  async admitOperation(
    subject: RateSubject,
    operation: RatedOperation,
    headers: ResponseHeaders | undefined,
  ): Promise<ResponseHeaders | undefined> {
    const rules = this.#operationRules.filter((rule) => appliesTo(rule, operation));
    return this.#admit(rules, subject, headers);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#counter[Symbol.asyncDispose]();
  }

  async #admit(
    rules: readonly Rule[],
    subject: RateSubject,
    before: ResponseHeaders | undefined,
  ): Promise<ResponseHeaders | undefined> {
    let headers = before;
    for (const rule of rules) {
      const who = keyOf(rule, subject);
      if (who === undefined) continue;
      const { limit, windowSeconds } = rule;
      const policy = rule.name ?? rule.by;
      const verdict = await this.#counter.take(`${policy}:${who}`, { limit, windowMs: windowSeconds * 1_000 });
      headers = withPolicy(headers, policy, rule, verdict);
      if (!verdict.isAllowed) throw this.#refusal(policy, rule, verdict, headers);
    }
    return headers;
  }

  #refusal(
    policy: string,
    { limit, windowSeconds }: Rule,
    verdict: RateVerdict,
    headers: ResponseHeaders,
  ): RequestError {
    this.#refusals.inc({ policy });
    const seconds = secondsOf(verdict);
    const message = `At most ${limit} operations in ${windowSeconds} s are allowed; try again in ${seconds} s`;
    return new RequestError('rateLimited', message, { headers: { ...headers, 'retry-after': String(seconds) } });
  }
}

function appliesTo({ operations }: Rule, { operation, name }: RatedOperation): boolean {
  if (operations?.kinds && !operations.kinds.includes(operation)) return false;
  return !operations?.names || (name !== undefined && operations.names.includes(name.value));
}

function keyOf({ by }: Rule, { viewer, partner, address }: RateSubject): string | undefined {
  switch (by) {
    case 'viewer':
      return viewer?.sub;
    case 'apiKey':
      return partner?.name;
    case 'address':
      return address === undefined ? undefined : addressGroup(address);
  }
}

/** Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (draft 11) */
function withPolicy(
  headers: ResponseHeaders | undefined,
  policy: string,
  { limit, windowSeconds }: Rule,
  verdict: RateVerdict,
): ResponseHeaders {
  const quota = `"${policy}";q=${limit};w=${windowSeconds}`;
  const state = `"${policy}";r=${verdict.remaining};t=${secondsOf(verdict)}`;
  if (!headers) return { 'ratelimit-policy': quota, ratelimit: state };
  return {
    'ratelimit-policy': `${headers['ratelimit-policy']}, ${quota}`,
    ratelimit: `${headers.ratelimit}, ${state}`,
  };
}

function secondsOf({ resetMs }: RateVerdict): number {
  return Math.max(1, Math.ceil(resetMs / 1_000));
}
