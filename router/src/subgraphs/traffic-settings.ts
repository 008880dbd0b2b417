import type { RouterConfig } from '../config/router-config.js';
import type { TrafficConfig } from '../config/traffic-config.js';

type Complete<Key extends 'retry' | 'circuitBreaker'> = Readonly<Required<NonNullable<TrafficConfig[Key]>>>;

/** How one subgraph is spoken to. */
export interface TrafficSettings {
  readonly deadlineMs: number;
  readonly responseBytes: number;
  readonly maxInFlight: number;
  readonly maxQueued: number;
  readonly deduplicate: boolean;
  readonly http2: boolean;
  readonly retry: Complete<'retry'>;
  readonly circuitBreaker: Complete<'circuitBreaker'>;
  readonly tls: Readonly<NonNullable<TrafficConfig['tls']>>;
  readonly signing: Readonly<NonNullable<TrafficConfig['signing']>> | undefined;
}

/** The settings of a subgraph: its own, else those of `traffic`, else the defaults. */
export function trafficSettings(config: RouterConfig, subgraph: string): TrafficSettings {
  const { deadlines, subgraphResponseBytes, traffic: general } = config;
  const own = config.subgraphs[subgraph] ?? {};
  return {
    deadlineMs: own.deadlineMs ?? deadlines.subgraphMs,
    responseBytes: own.responseBytes ?? subgraphResponseBytes,
    maxInFlight: own.maxInFlight ?? general.maxInFlight ?? 256,
    maxQueued: own.maxQueued ?? general.maxQueued ?? 1_000,
    deduplicate: own.deduplicate ?? general.deduplicate ?? false,
    http2: own.http2 ?? general.http2 ?? false,
    retry: { attempts: 1, statuses: [502, 503, 504], budgetPercent: 10, ...general.retry, ...own.retry },
    circuitBreaker: {
      isEnabled: true,
      windowMs: 10_000,
      minRequests: 50,
      failurePercent: 80,
      openMs: 5_000,
      ...general.circuitBreaker,
      ...own.circuitBreaker,
    },
    tls: own.tls ?? general.tls ?? {},
    signing: own.signing ?? general.signing,
  };
}
