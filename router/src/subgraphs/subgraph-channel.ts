import type { Durations } from '../telemetry/duration-histogram.js';
import type { RouterMetrics } from '../telemetry/router-metrics.js';
import { CircuitBreaker, type Passage, type RequestResult } from './circuit-breaker.js';
import type { ClientHeaders } from './client-headers.js';
import type { HeaderRules } from './header-rules.js';
import type { InFlightWatch } from './in-flight-watch.js';
import { RetryingTransport } from './retrying-transport.js';
import { SharedQueries } from './shared-queries.js';
import { SubgraphFailure } from './subgraph-failure.js';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.js';
import type { TrafficMetrics } from './traffic-metrics.js';
import type { TrafficSettings } from './traffic-settings.js';
import { WaitingLine } from './waiting-line.js';

export interface SubgraphChannelOptions {
  readonly name: string;
  readonly transport: SubgraphTransport;
  readonly settings: TrafficSettings;
  readonly headerRules: HeaderRules;
  readonly watch: InFlightWatch;
  readonly metrics: RouterMetrics;
  readonly traffic: TrafficMetrics;
}

/** Statuses of a gateway that finds nobody behind it. A 500 comes from a server that is there. */
const NOBODY_THERE = new Set([502, 503, 504]);

/** What stands between a plan and the transport to one subgraph. */
export class SubgraphChannel implements AsyncDisposable {
  readonly #options: SubgraphChannelOptions;
  readonly #breaker: CircuitBreaker | undefined;
  readonly #line: WaitingLine;
  readonly #transport: SubgraphTransport;
  readonly #shared: SharedQueries | undefined;
  readonly #durations: Durations;

  constructor(options: SubgraphChannelOptions) {
    this.#options = options;
    const { name, settings, watch, metrics, traffic } = options;
    this.#durations = metrics.subgraphRequestDuration.of(name);
    const { circuitBreaker, maxInFlight, maxQueued, retry, deduplicate } = settings;
    if (circuitBreaker.isEnabled) {
      this.#breaker = new CircuitBreaker(circuitBreaker, (state) => traffic.setCircuit(name, state));
      traffic.setCircuit(name, 'closed');
    }
    this.#line = new WaitingLine({
      maxInFlight,
      maxQueued,
      watch,
      onRefused: () => traffic.countRefused(name, 'queue'),
    });
    this.#transport =
      retry.attempts === 0
        ? options.transport
        : new RetryingTransport({
            inner: options.transport,
            settings: retry,
            onRetry: ({ trace }) => {
              traffic.countRetry(name);
              trace?.countResend();
            },
          });
    if (deduplicate) {
      const send = (request: SubgraphRequest) => this.#send(request);
      const onShared = ({ trace }: SubgraphRequest) => {
        traffic.countShared(name);
        trace?.noteShared();
      };
      this.#shared = new SharedQueries({ send, watch, onShared });
    }
  }

  /** @throws SubgraphFailure */
  send(request: SubgraphRequest): Promise<SubgraphResponse> {
    const { headerRules, settings } = this.#options;
    const { caller, kind } = request;
    const headers = headerRules.headersFor(request.headers, caller?.headers);
    // What a mutation has begun is waited for, whatever a query of the subgraph may take.
    const deadlineMs = kind === 'query' ? settings.deadlineMs : request.deadlineMs;
    const isSame = headers === request.headers && deadlineMs === request.deadlineMs;
    const outgoing = isSame ? request : { ...request, headers, deadlineMs };
    const response = kind === 'query' && this.#shared ? this.#shared.send(outgoing) : this.#send(outgoing);
    return headerRules.collectFrom(response, caller?.headers);
  }

  headersFor(routers: SubgraphRequest['headers'], client: ClientHeaders): SubgraphRequest['headers'] {
    return this.#options.headerRules.headersFor(routers, client);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#transport[Symbol.asyncDispose]();
  }

  async #send(request: SubgraphRequest): Promise<SubgraphResponse> {
    const startedAt = performance.now();
    const passage = this.#enterCircuit(startedAt);
    let result: RequestResult = 'unknown';
    try {
      const response = await this.#takeTurn(request, startedAt + request.deadlineMs);
      result = NOBODY_THERE.has(response.status) ? 'failed' : 'answered';
      if (response.status >= 500) this.#options.traffic.countFailed(this.#options.name, 'status');
      return response;
    } catch (error) {
      result = resultOf(error);
      if (error instanceof SubgraphFailure) this.#options.traffic.countFailed(this.#options.name, error.kind);
      throw error;
    } finally {
      const endedAt = performance.now();
      this.#breaker?.record(endedAt, passage, result);
      this.#durations.observe((endedAt - startedAt) / 1000);
    }
  }

  #enterCircuit(now: number): Passage {
    const passage = this.#breaker ? this.#breaker.enter(now) : 'regular';
    if (passage) return passage;
    const { name, traffic } = this.#options;
    traffic.countRefused(name, 'circuit');
    throw new SubgraphFailure('refused', 'it has failed too often, and is left alone for a while');
  }

  async #takeTurn(request: SubgraphRequest, deadlineAt: number): Promise<SubgraphResponse> {
    if (!this.#line.tryEnter()) await this.#line.enter(request, deadlineAt);
    try {
      return await this.#transport.send(request, deadlineAt);
    } finally {
      this.#line.leave();
    }
  }
}

function resultOf(error: unknown): RequestResult {
  if (!(error instanceof SubgraphFailure)) return 'unknown';
  switch (error.kind) {
    case 'unreachable':
    case 'broken':
    case 'deadline':
      return 'failed';
    case 'answer':
      return 'answered';
    case 'abandoned':
    case 'refused':
      return 'unknown';
  }
}
