import { pino } from 'pino';
import type { RouterConfigInput } from '../../src/config/router-config.js';
import { createEngine, type RunningEngine } from '../../src/create-engine.js';
import type { Engine } from '../../src/engine.js';
import { handleOperation } from '../../src/pipeline/index.js';
import { answerText, type DeferredAnswer, type Outcome } from '../../src/pipeline/outcome.js';
import { foldParts } from '../fixtures/deferred-parts.js';
import { LocalSubscriptions } from './local-subscriptions.js';
import { hashText } from './random.js';
import type { Operation, World } from './scenario.js';
import type { SubgraphService } from './world/subgraph-service.js';

export interface RouterAnswer {
  /** The text of the response, as the client gets it. */
  readonly text: string;
  /** What the router sent, in order. */
  readonly fetches: readonly SubgraphFetch[];
}

export interface SubgraphFetch {
  readonly subgraph: string;
  readonly body: string;
  readonly answer: string;
}

/** Other than the differential test's own. */
export interface UnderOtherConditions {
  readonly config?: RouterConfigInput;
  /** Of an answer to this body. */
  readonly headersOf?: (body: string) => Record<string, string>;
}

/** The router, asked without a port, before services that it reaches without a network. */
export class RouterUnderTest implements AsyncDisposable {
  private constructor(
    readonly running: RunningEngine,
    readonly subscriptions: LocalSubscriptions,
    readonly fetches: SubgraphFetch[],
  ) {}

  static async start(
    supergraphSdl: string,
    { overrideLabels }: World,
    services: ReadonlyMap<string, SubgraphService>,
    { config, headersOf }: UnderOtherConditions = {},
  ): Promise<RouterUnderTest> {
    const fetches: SubgraphFetch[] = [];
    const engine = await createEngine({
      supergraphSdl,
      config: { overrideLabels: [...overrideLabels], limits: UNLIMITED, deadlines: LONG, ...config },
      logger: pino({ level: process.env.ROUTER_TEST_LOG ?? 'silent' }),
      connectSubgraph: ({ name }) => ({
        async send({ body }) {
          const answer = (await services.get(name)?.answer(JSON.parse(body))) ?? '';
          fetches.push({ subgraph: name, body, answer });
          await comeInAnyOrder(body);
          return { status: 200, text: answer, headers: { 'content-type': 'application/json', ...headersOf?.(body) } };
        },
        async [Symbol.asyncDispose]() {},
      }),
    });
    const subscriptions = new LocalSubscriptions(engine.config, async ({ url, query, operationName, variables }) => {
      const subgraph = new URL(url).hostname.replace('.test', '');
      const body = { query, variables, ...(operationName !== undefined && { operationName }) };
      const answer = (await services.get(subgraph)?.answer(body)) ?? '';
      fetches.push({ subgraph, body: JSON.stringify(body), answer });
      return answer;
    });
    return new RouterUnderTest(engine, subscriptions, fetches);
  }

  /** @throws Error    it answered with a stream */
  async answer(operation: Operation): Promise<RouterAnswer> {
    this.fetches.length = 0;
    const outcome = await this.#handle(operation);
    if (!('answer' in outcome)) throw new Error(`The router's answer is ${outcome.kind}`);
    const text = outcome.kind === 'deferred' ? await wholeText(outcome) : answerText(outcome.answer);
    return { text, fetches: [...this.fetches] };
  }

  /** The answers to a subscription's events, each of which is there when it is asked for. */
  async *follow(operation: Operation): AsyncGenerator<RouterAnswer, void> {
    this.fetches.length = 0;
    const outcome = await this.#handle(operation);
    if ('answer' in outcome) {
      yield { text: answerText(outcome.answer), fetches: [] };
      return;
    }
    try {
      for (;;) {
        this.fetches.length = 0;
        const [answer] = await Promise.all([outcome.answers.next(), this.subscriptions.emit()]);
        if (answer.done) return;
        yield { text: answerText(answer.value), fetches: [...this.fetches] };
      }
    } finally {
      await outcome.answers.return?.();
    }
  }

  #handle({ query, variables }: Operation): Promise<Outcome> {
    const engine: Engine = Object.create(this.running, { subscriptions: { value: this.subscriptions } });
    return handleOperation(engine, {
      parameters: { query, variables },
      authorization: undefined,
      client: {},
      headers: {},
      requestId: 'differential',
      transport: 'http-post',
      takesStream: true,
      delivery: 'in-parts',
      signal: new AbortController().signal,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.running[Symbol.asyncDispose]();
  }
}

/** What the parts amount to. */
async function wholeText({ answer, pending, rest }: DeferredAnswer): Promise<string> {
  const parts: unknown[] = [{ data: JSON.parse(String(answer.data ?? null)), errors: answer.errors, pending }];
  for await (const { fragments } of rest) {
    const incremental = fragments.map(({ pending: { path }, data, errors }) => ({
      path,
      data: JSON.parse(data),
      errors,
    }));
    parts.push({ incremental });
  }
  return JSON.stringify(foldParts(parts));
}

const UNLIMITED = {
  bodyBytes: 1_000_000,
  tokens: 100_000,
  depth: 1_000,
  selections: 1_000_000,
  rootFields: 1_000,
  aliases: 100_000,
  directives: 100_000,
  deferredFragments: 100_000,
  introspectionSelections: 100_000,
  fetches: 1_000,
  planningMs: 60_000,
};
const LONG = { operationMs: 60_000, mutationMs: 60_000, subgraphMs: 60_000 };

/** Answers to parallel requests arrive in an order that depends on nothing the router knows, but is the same each time. */
async function comeInAnyOrder(body: string): Promise<void> {
  for (let turns = hashText(body) % 7; turns > 0; turns--) await undefined;
}
