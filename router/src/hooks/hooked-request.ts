import type { Logger } from 'pino';
import { RequestError } from '../errors/request-error.js';
import type { CompiledProgram } from '../execution/program/compile-program.js';
import type { OperationRequest, Viewer } from '../pipeline/operation-request.js';
import type { Answer, Outcome } from '../pipeline/outcome.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { ParsedDocument } from '../planning/parsed-document.js';
import type { SubgraphDirectory } from '../subgraphs/subgraph-directory.js';
import { SubgraphFailure } from '../subgraphs/subgraph-failure.js';
import type { SubgraphRequest, SubgraphResponse } from '../subgraphs/subgraph-transport.js';
import { readDecision, readNothing, readRequestChange, readResponseChange } from './read-returned.js';
import type {
  HookDecision,
  HookedOperation,
  HookedRequestFacts,
  PlanEvent,
  ResponseChange,
  ResponseEvent,
  RouterHooks,
  SubgraphRequestEvent,
} from './router-hooks.js';

export interface HookOptions {
  readonly hooks: readonly RouterHooks[];
  /** What one call may take, in milliseconds. */
  readonly deadlineMs: number;
  readonly logger: Logger;
}

/** One request on its way past the hooks. Every method throws RequestError hookFailed when a hook fails. */
export class HookedRequest {
  readonly #options: HookOptions;
  readonly #request: HookedRequestFacts;
  #operation: HookedOperation | undefined;

  constructor(options: HookOptions, request: OperationRequest) {
    const { requestId, transport, client, headers, parameters } = request;
    this.#options = options;
    this.#request = { requestId, transport, client, headers, parameters, context: new Map() };
  }

  /**
   * @returns the answer that is given in place of one that is worked out
   * @throws RequestError    the hook's refusal
   */
  async onRequest(): Promise<Answer | undefined> {
    const event = { request: this.#request };
    for (const hook of this.#options.hooks) {
      if (!hook.onRequest) continue;
      const decision = await this.#call('onRequest', () => hook.onRequest?.(event), readDecision);
      if (decision) return answerOf(decision);
    }
    return undefined;
  }

  /** As `onRequest`. */
  async onPlan(
    { hash }: ParsedDocument,
    { definition, program }: PlannedOperation,
    viewer: Viewer | null,
  ): Promise<Answer | undefined> {
    const operation = { kind: definition.operation, name: definition.name?.value, hash, viewer };
    this.#operation = operation;
    const event = { request: this.#request, operation, fetches: fetchesOf(program) };
    for (const hook of this.#options.hooks) {
      if (!hook.onPlan) continue;
      const decision = await this.#call('onPlan', () => hook.onPlan?.(event), readDecision);
      if (decision) return answerOf(decision);
    }
    return undefined;
  }

  /** @returns the headers that the subgraph gets beside those given */
  async onSubgraphRequest(event: Omit<SubgraphRequestEvent, 'request'>): Promise<Readonly<Record<string, string>>> {
    let added: Readonly<Record<string, string>> = {};
    for (const hook of this.#options.hooks) {
      if (!hook.onSubgraphRequest) continue;
      const current = { ...event, request: this.#request, headers: { ...event.headers, ...added } };
      const change = () => hook.onSubgraphRequest?.(current);
      added = { ...added, ...(await this.#call('onSubgraphRequest', change, readRequestChange)) };
    }
    return added;
  }

  /**
   * Sends a request to a subgraph by way of the hooks.
   *
   * @throws SubgraphFailure
   */
  async send(subgraphs: SubgraphDirectory, subgraph: string, request: SubgraphRequest): Promise<SubgraphResponse> {
    const { kind, body, caller } = request;
    const headers = caller ? subgraphs.headersFor(subgraph, request.headers, caller.headers) : request.headers;
    const added = await this.onSubgraphRequest({ subgraph, kind, body, headers });
    const startedAt = performance.now();
    const result = await subgraphs.send(subgraph, { ...request, headers: { ...headers, ...added } }).catch(orFailure);
    const durationMs = performance.now() - startedAt;
    const event = { request: this.#request, subgraph, kind, durationMs, result };
    for (const hook of this.#options.hooks) {
      if (hook.onSubgraphResponse) {
        await this.#call('onSubgraphResponse', () => hook.onSubgraphResponse?.(event), readNothing);
      }
    }
    if (result instanceof SubgraphFailure) throw result;
    return result;
  }

  /** @returns the outcome as the hooks want it; a subscription, or a deferred rest, that it does not return is ended */
  async onResponse(outcome: Outcome, startedAt: number): Promise<Outcome> {
    try {
      let changed = outcome;
      for (const hook of this.#options.hooks) {
        if (!hook.onResponse) continue;
        const event = this.#responseEvent(changed, startedAt);
        changed = withChange(
          changed,
          await this.#call('onResponse', () => hook.onResponse?.(event), readResponseChange),
        );
      }
      return changed;
    } catch (error) {
      if (outcome.kind === 'subscribed') void outcome.answers.return?.();
      if (outcome.kind === 'deferred') void outcome.rest.return?.();
      throw error;
    }
  }

  #responseEvent(outcome: Outcome, startedAt: number): ResponseEvent {
    return {
      request: this.#request,
      operation: this.#operation,
      outcome: outcome.kind,
      errors: outcome.kind === 'subscribed' ? [] : (outcome.answer.errors ?? []),
      durationMs: performance.now() - startedAt,
    };
  }

  async #call<T>(hook: keyof RouterHooks, call: () => unknown, read: (returned: unknown) => T): Promise<T> {
    const { deadlineMs, logger } = this.#options;
    try {
      const returned = call();
      return read(returned instanceof Promise ? await withinTime(returned, deadlineMs) : returned);
    } catch (cause) {
      logger.error({ requestId: this.#request.requestId, hook, err: cause }, 'A hook failed');
      throw new RequestError('hookFailed', 'Internal server error', { cause });
    }
  }
}

function fetchesOf({ primary, requests }: CompiledProgram): PlanEvent['fetches'] {
  const fetches = [...(primary ? [primary] : []), ...requests.flatMap((request) => request.fetches)];
  return fetches.map(({ step: { subgraph, operation } }) => ({ subgraph, operation }));
}

/** @throws RequestError    a refusal */
function answerOf(decision: HookDecision): Answer {
  if ('refuse' in decision) {
    const { reason, message, headers } = decision.refuse;
    throw new RequestError(reason, message, headers && { headers });
  }
  const { data, extensions } = decision.answer;
  return { data: JSON.stringify(data), ...(extensions && { extensions }) };
}

function withChange(outcome: Outcome, { headers, extensions }: ResponseChange): Outcome {
  const told = headers ? { ...outcome, headers: { ...outcome.headers, ...headers } } : outcome;
  if (!extensions || told.kind === 'subscribed') return told;
  return { ...told, answer: { ...told.answer, extensions: { ...told.answer.extensions, ...extensions } } };
}

/** A subgraph that fails is told to the hooks; anything else that is thrown is a bug. */
function orFailure(error: unknown): SubgraphFailure {
  if (error instanceof SubgraphFailure) return error;
  throw error;
}

async function withinTime<T>(pending: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It was not done within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    return await Promise.race([pending, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
