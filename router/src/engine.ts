import type { Logger } from 'pino';
import type { Caching } from './caching/caching.js';
import type { RouterConfig } from './config/router-config.js';
import type { DemandControl } from './demand/demand-control.js';
import type { ExecutionBound } from './execution/execution-bound.js';
import type { Graph } from './graph.js';
import type { HookChain } from './hooks/hook-chain.js';
import type { PersistedQueryStore } from './persisted/persisted-query-store.js';
import type { RegisteredOperations } from './persisted/registered-operations.js';
import type { Authenticate } from './pipeline/authenticate.js';
import type { Authorize } from './pipeline/authorize.js';
import type { EndWithToken } from './pipeline/end-with-token.js';
import type { RateLimits } from './rate-limits/rate-limits.js';
import type { SupergraphStatus } from './reload/current-graph.js';
import type { ContextSigner } from './subgraphs/context-signer.js';
import type { SubscriptionHub } from './subscriptions/subscription-hub.js';
import type { RouterMetrics } from './telemetry/router-metrics.js';
import type { Tracing } from './telemetry/tracing/tracing.js';
import type { UsageRecorder } from './usage/usage-recorder.js';

/** What the pipeline works with; made once, in `createRouter`. */
export interface Engine {
  readonly config: RouterConfig;
  /** The one that new requests are answered by; another one tomorrow. */
  readonly graph: Graph;
  /** For health checks. */
  readonly supergraphStatus: SupergraphStatus;
  readonly authenticate: Authenticate;
  readonly authorize: Authorize;
  readonly endWithToken: EndWithToken;
  readonly persistedQueries: PersistedQueryStore;
  /** Absent when nothing is registered and there are no partners: then every operation runs. */
  readonly registered: RegisteredOperations | undefined;
  /** Absent when no rate is limited. */
  readonly rateLimits: RateLimits | undefined;
  /** Absent when nobody asks what operations cost; `graph.costs` is then too. */
  readonly demand: DemandControl | undefined;
  /** Absent when nothing is kept of what subgraphs answer. */
  readonly caching: Caching | undefined;
  /** Absent without a signing key: subgraphs are told nothing of the viewer. */
  readonly signer: ContextSigner | undefined;
  /** Absent when there are none. */
  readonly hooks: HookChain | undefined;
  readonly executionBound: ExecutionBound;
  readonly subscriptions: SubscriptionHub;
  /** Absent when the use of the schema is not counted. */
  readonly usage: UsageRecorder | undefined;
  readonly metrics: RouterMetrics;
  /** Absent when nothing is traced. */
  readonly tracing: Tracing | undefined;
  readonly logger: Logger;
}
