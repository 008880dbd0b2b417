import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type ErrorReason, errorCodes } from '../errors/error-codes.js';
import { DurationHistogram } from './duration-histogram.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * What is told of the process, gathered once for all of its routers: the observer of garbage collections lives as long as the process,
 * and would keep every router that it was made for, with all that its gauges look at.
 */
const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess });

/** The router's metrics, in a registry of its own: several routers may live in one process. */
export class RouterMetrics {
  readonly registry = Registry.merge([ofProcess]);

  readonly httpRequestDuration = new DurationHistogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests, from the first byte read to the last byte written',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly operationDuration = new DurationHistogram({
    name: 'graphql_operation_duration_seconds',
    help: 'Duration of GraphQL operations; of a subscription, until it is established',
    labelNames: ['kind', 'outcome'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly operations: Counter<'kind' | 'outcome'> = new Counter({
    name: 'graphql_operations_total',
    help: 'GraphQL operations by outcome: ok, errors (answered with errors), refused',
    labelNames: ['kind', 'outcome'],
    registers: [this.registry],
    // Each has a duration: they are counted there.
    collect: () => {
      this.operations.reset();
      for (const { labels, count } of this.operationDuration.counts()) this.operations.inc(labels, count);
    },
  });
  readonly subgraphRequestDuration = new DurationHistogram({
    name: 'subgraph_request_duration_seconds',
    help: 'Duration of requests to subgraphs',
    labelNames: ['subgraph'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly refusals = new Counter({
    name: 'graphql_requests_refused_total',
    help: 'GraphQL requests that were not executed, by the code and reference of their error',
    labelNames: ['code', 'ref'],
    registers: [this.registry],
  });
  readonly activeSubscriptions = new Gauge({
    name: 'graphql_subscriptions_active',
    help: 'Subscriptions held for clients',
    registers: [this.registry],
  });
  readonly activeUpstreams = new Gauge({
    name: 'graphql_upstream_subscriptions_active',
    help: 'Subscriptions held at subgraphs; one may serve many clients',
    registers: [this.registry],
  });
  readonly planningDuration = new DurationHistogram({
    name: 'graphql_planning_duration_seconds',
    help: 'What it took to plan an operation that was not in the cache, until it could be executed',
    labelNames: [],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly planCacheHits = new Counter({
    name: 'graphql_plan_cache_hits_total',
    help: 'Operations whose plan was in the cache',
    registers: [this.registry],
  });
  readonly planCacheMisses = new Counter({
    name: 'graphql_plan_cache_misses_total',
    help: 'Operations whose plan had to be made',
    registers: [this.registry],
  });
  readonly unsplitDefers = new Counter({
    name: 'graphql_deferred_fragments_not_split_total',
    help: 'Deferred fragments that are fetched with the part they stand in, for the planner cannot split them; counted when they are planned',
    registers: [this.registry],
  });

  /** Shows how many operations wait to be executed, counted when somebody asks. */
  countWaiting(bound: { readonly waitingCount: number }): void {
    new Gauge({
      name: 'graphql_operations_waiting',
      help: 'Operations that wait to be executed, because the event loop has no rest',
      registers: [this.registry],
      collect() {
        this.set(bound.waitingCount);
      },
    });
  }

  /** Shows how many operations are planned and remembered, counted when somebody asks. */
  countPlans(plannedCount: () => number): void {
    new Gauge({
      name: 'graphql_plan_cache_entries',
      help: 'Operations whose plan is in the cache, of the whole graph and of contracts',
      registers: [this.registry],
      collect() {
        this.set(plannedCount());
      },
    });
  }

  countRefusal(reason: ErrorReason): void {
    const { code, ref } = errorCodes[reason];
    this.refusals.inc({ code, ref });
  }
}
