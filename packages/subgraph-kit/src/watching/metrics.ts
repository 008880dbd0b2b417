import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Gathered once, for its observer of garbage collections lives as long as the process and would keep every app that it was made for. */
const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess });

/** What every subgraph tells Prometheus; one registry an app, so that six of them can live in one process. */
export interface Metrics {
  readonly registry: Registry;
  readonly httpRequestDuration: Histogram<'method' | 'route' | 'status'>;
  readonly graphqlOperationDuration: Histogram<'type' | 'outcome'>;
  readonly graphqlErrors: Counter<'code'>;
  readonly activeSubscriptions: Gauge;
  readonly factsReceived: Counter<'event' | 'reception'>;
}

export function createMetrics(service: string): Metrics {
  const registry = Registry.merge([ofProcess]);
  registry.setDefaultLabels({ service });
  const registers = [registry];
  return {
    registry,
    httpRequestDuration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the request’s arrival to the end of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    graphqlOperationDuration: new Histogram({
      name: 'graphql_operation_duration_seconds',
      help: 'Time to execute one GraphQL operation.',
      labelNames: ['type', 'outcome'],
      buckets: SECONDS,
      registers,
    }),
    graphqlErrors: new Counter({
      name: 'graphql_errors_total',
      help: 'Errors in GraphQL answers by their stable code.',
      labelNames: ['code'],
      registers,
    }),
    activeSubscriptions: new Gauge({
      name: 'graphql_subscriptions_active',
      help: 'Subscriptions that are open now.',
      registers,
    }),
    factsReceived: new Counter({
      name: 'facts_received_total',
      help: 'Events that came to the door, by what became of them.',
      labelNames: ['event', 'reception'],
      registers,
    }),
  };
}
