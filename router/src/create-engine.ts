import { existsSync } from 'node:fs';
import { Caching } from './caching/caching.js';
import { parseRouterConfig, type RouterConfig } from './config/router-config.js';
import { DemandControl } from './demand/demand-control.js';
import type { Engine } from './engine.js';
import { ExecutionBound } from './execution/execution-bound.js';
import { createGraph, type Graph } from './graph.js';
import { HookChain } from './hooks/hook-chain.js';
import { loadHooks } from './hooks/load-hooks.js';
import { openQueryStore } from './persisted/open-query-store.js';
import { RegisteredOperations } from './persisted/registered-operations.js';
import { createAuthenticate } from './pipeline/authenticate.js';
import { createAuthorize } from './pipeline/authorize.js';
import { createEndWithToken } from './pipeline/end-with-token.js';
import { RateLimits } from './rate-limits/rate-limits.js';
import { CurrentGraph } from './reload/current-graph.js';
import { endWithdrawnSubscriptions } from './reload/end-withdrawn-subscriptions.js';
import { SupergraphMetrics } from './reload/supergraph-metrics.js';
import { warmUpPlans } from './reload/warm-up-plans.js';
import type { RouterOptions } from './router-options.js';
import { ContextSigner } from './subgraphs/context-signer.js';
import { SubgraphChannels } from './subgraphs/subgraph-channels.js';
import { SubscriptionHub } from './subscriptions/subscription-hub.js';
import { createSource } from './supergraph-sources/create-source.js';
import { fixedText } from './supergraph-sources/fixed-text.js';
import { openTracing } from './telemetry/open-tracing.js';
import { RouterMetrics } from './telemetry/router-metrics.js';
import { standardLog } from './telemetry/standard-log.js';
import { UsageRecorder } from './usage/usage-recorder.js';
import { doInTurns } from './work-in-parts.js';

/** An engine with what keeps it up to date. */
export interface RunningEngine extends Engine, AsyncDisposable {
  /** Asks the supergraph's source at once. */
  reload(): Promise<void>;
}

/**
 * Everything of a router but its port: requests are answered by `handleOperation`. Whoever makes one disposes of it.
 *
 * @throws SupergraphError | SupergraphSourceError | RouterConfigError    with one sentence that says what is wrong
 */
export async function createEngine(options: RouterOptions): Promise<RunningEngine> {
  const config = withExplorer(parseRouterConfig(options.config ?? {}));
  const logger = options.logger ?? standardLog(config.logLevel);
  const metrics = new RouterMetrics();
  const channels = new SubgraphChannels({ config, metrics, connect: options.connectSubgraph });
  const tracing = await openTracing(config.tracing, logger);
  const loadedHooks = config.hooks === undefined ? [] : await loadHooks(config.hooks);
  const allHooks = [...(options.hooks ?? []), ...loadedHooks];
  const registered = await RegisteredOperations.open({ config, registry: metrics.registry, logger });
  const caching = Caching.open({
    config,
    hasOwnTransport: options.connectSubgraph !== undefined,
    hasHooksForSubgraphs: allHooks.some(({ onSubgraphRequest }) => onSubgraphRequest),
    registry: metrics.registry,
    logger,
  });
  const opening = CurrentGraph.open({
    source:
      'supergraphSdl' in options
        ? fixedText(options.supergraphSdl)
        : createSource(options.supergraph, config.supergraph),
    createGraph: (sdl, onClosed) =>
      doInTurns(createGraph(sdl, { config, metrics, channels, caching, logger }, onClosed)),
    warmUp: (from, to, isWanted) => warmUpPlans({ from, to, limits: config.planWarmUp, isWanted }),
    endWithdrawn: endWithdrawnSubscriptions,
    metrics: new SupergraphMetrics(metrics.registry),
    logger,
  });
  const graphs = await opening.catch(async (error) => {
    await registered?.[Symbol.asyncDispose]();
    await caching?.[Symbol.asyncDispose]();
    throw error;
  });
  metrics.countPlans(() => plannedCount(graphs.graph));
  const authenticate = createAuthenticate(config, logger);
  const persistedQueries = openQueryStore(config.redisUrl, logger);
  const subscriptions = new SubscriptionHub(config);
  const executionBound = new ExecutionBound();
  metrics.countWaiting(executionBound);
  const rateLimits = RateLimits.open({ config, registry: metrics.registry, logger });
  const demand = DemandControl.open(config.demand, metrics.registry);
  const hooks = HookChain.open({
    hooks: allHooks,
    deadlineMs: config.deadlines.subgraphMs,
    logger,
  });
  const { dir, flushSeconds } = config.usage;
  const usage = dir === undefined ? undefined : new UsageRecorder({ dir, flushSeconds, logger });
  return {
    config,
    get graph() {
      return graphs.graph;
    },
    get supergraphStatus() {
      return graphs.status;
    },
    authenticate,
    authorize: createAuthorize({ config, decidePolicies: options.policies, logger }),
    endWithToken: createEndWithToken(config),
    signer: config.signingKey === undefined ? undefined : new ContextSigner(config.signingKey),
    persistedQueries,
    registered,
    rateLimits,
    demand,
    hooks,
    executionBound,
    subscriptions,
    caching,
    usage,
    metrics,
    tracing,
    logger,
    reload: () => graphs.refresh(),
    async [Symbol.asyncDispose]() {
      await graphs[Symbol.asyncDispose]();
      await persistedQueries[Symbol.asyncDispose]();
      await registered?.[Symbol.asyncDispose]();
      await rateLimits?.[Symbol.asyncDispose]();
      await usage?.[Symbol.asyncDispose]();
      await caching?.[Symbol.asyncDispose]();
      await tracing?.[Symbol.asyncDispose]();
      authenticate[Symbol.dispose]();
    },
  };
}

function plannedCount({ planner, contracts }: Graph): number {
  return [...contracts.values()].reduce((sum, contract) => sum + contract.planner.plannedCount, planner.plannedCount);
}

/** An explorer that was not built is no reason not to serve. */
function withExplorer(config: RouterConfig): RouterConfig {
  const { htmlDir } = config.explorer;
  return htmlDir !== undefined && !existsSync(htmlDir) ? { ...config, explorer: {} } : config;
}
