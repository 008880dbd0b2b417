import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { AccessControl } from './authorization/access-control.js';
import type { Caching } from './caching/caching.js';
import type { GraphCaching } from './caching/graph-caching.js';
import type { ContractConfig } from './config/contracts-config.js';
import type { RouterConfig } from './config/router-config.js';
import { showContract } from './contracts/show-contract.js';
import { unknownTags } from './contracts/unknown-tags.js';
import { OperationCosts } from './demand/operation-costs.js';
import { readWeights } from './demand/read-weights.js';
import { DocumentParser } from './pipeline/parse-document.js';
import { PlanMaker } from './plan-making/plan-maker.js';
import { warmUpPlanner } from './plan-making/warm-up-planner.js';
import { ClientNames } from './planning/client-names.js';
import { OperationPlanner } from './planning/operation-planner.js';
import type { SubgraphChannels } from './subgraphs/subgraph-channels.js';
import { SubgraphDirectory } from './subgraphs/subgraph-directory.js';
import type { RunningSubscription } from './subscriptions/running-subscription.js';
import { type LoadedSupergraph, loadSupergraphInParts } from './supergraph/load-supergraph.js';
import type { RouterMetrics } from './telemetry/router-metrics.js';
import type { WorkInParts } from './work-in-parts.js';

/**
 * One supergraph and what was made for it. A request keeps the one it began with: whoever works with a graph holds it
 * meanwhile. It closes when nobody holds it any more; whoever made it holds it from the beginning.
 */
export interface Graph extends AsyncDisposable {
  /** The first 12 hexadecimal digits of the SHA-256 of the supergraph's text. */
  readonly hash: string;
  readonly supergraph: LoadedSupergraph;
  readonly names: ClientNames;
  readonly documents: DocumentParser;
  readonly planner: OperationPlanner;
  /** Absent when nobody asks what operations cost. */
  readonly costs: OperationCosts | undefined;
  /** Absent when the supergraph guards nothing. */
  readonly access: AccessControl | undefined;
  /** Absent when nothing is kept of what subgraphs answer. */
  readonly caching: GraphCaching | undefined;
  readonly subgraphs: SubgraphDirectory;
  /** Those that are running: who begins one adds it, and takes it out at its end. */
  readonly subscriptions: Set<RunningSubscription>;
  /** Its variants for partners, by name; none of a variant. They are held and released as one with it. */
  readonly contracts: ReadonlyMap<string, Graph>;
  /** Tags of contracts that the supergraph does not have. */
  readonly unknownTags: readonly string[];
  hold(): void;
  /** Once for each `hold`. */
  release(): void;
  /** Closes it though it may be held. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What every graph of a router shares. */
export interface GraphSurroundings {
  readonly config: RouterConfig;
  readonly metrics: RouterMetrics;
  readonly channels: SubgraphChannels;
  readonly caching: Caching | undefined;
  readonly logger: Logger;
}

const NO_CONTRACTS: ReadonlyMap<string, Graph> = new Map();

/**
 * @param onClosed    called once
 * @throws SupergraphError | RouterConfigError    the supergraph cannot be served, or a subgraph has no URL
 */
export function* createGraph(
  supergraphSdl: string,
  { config, metrics, channels, caching, logger }: GraphSurroundings,
  onClosed: () => void,
): WorkInParts<Graph> {
  const hash = hashOf(supergraphSdl);
  const whole = yield* loadSupergraphInParts(supergraphSdl);
  const supergraph = config.contract ? showContract(whole, config.contract, '/graphql') : whole;
  yield* warmUpPlanner(whole);
  const plans = new PlanMaker({ supergraph: whole, supergraphSdl, limits: config.limits });
  const weights = config.demand.mode === 'off' ? undefined : readWeights(whole.schema);
  const answering = answeringBy(supergraph, config.contract);
  const variants: { readonly name: string; readonly answering: ReturnType<typeof answeringBy> }[] = [];
  for (const contract of config.contracts) {
    yield;
    const shown = showContract(whole, contract, `/graphql/${contract.name}`);
    variants.push({ name: contract.name, answering: answeringBy(shown, contract) });
  }
  // The last of what can fail: only what is disposed of gives its channels back.
  const subgraphs = new SubgraphDirectory({ subgraphs: whole.subgraphs, config, channels });
  let holders = 1;
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= Promise.all([subgraphs[Symbol.asyncDispose](), plans[Symbol.asyncDispose]()])
      .then(() => {})
      .finally(onClosed);
    return closing;
  };
  const shared = {
    hash,
    subgraphs,
    unknownTags: unknownTags(whole.schema, config.contract ? [config.contract, ...config.contracts] : config.contracts),
    hold() {
      holders++;
    },
    release() {
      if (--holders === 0) void close();
    },
    [Symbol.asyncDispose]: close,
  };
  const contracts = new Map(
    variants.map((variant) => [variant.name, { ...shared, ...variant.answering, contracts: NO_CONTRACTS }]),
  );
  return { ...shared, ...answering, contracts };

  /** What goes by the API schema. */
  function answeringBy(shown: LoadedSupergraph, contract: ContractConfig | undefined) {
    const { apiSchema, requirements } = shown;
    const names = new ClientNames(shown.plannerFieldNames);
    return {
      supergraph: shown,
      names,
      documents: new DocumentParser(apiSchema, config),
      planner: new OperationPlanner({
        supergraph: shown,
        names,
        plans,
        activeOverrideLabels: config.overrideLabels,
        metrics,
        logger,
      }),
      subscriptions: new Set<RunningSubscription>(),
      costs: weights && new OperationCosts({ schema: apiSchema, weights, demand: config.demand }),
      access: requirements.size > 0 ? new AccessControl(apiSchema, requirements) : undefined,
      caching: caching?.graph({ schema: whole.schema, hash, subgraphs: whole.subgraphs, contract }),
    };
  }
}

/** What tells one supergraph from another, for people and for metrics. */
export function hashOf(supergraphSdl: string): string {
  return createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 12);
}
