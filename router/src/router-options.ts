import type { Logger } from 'pino';
import type { DecidePolicies } from './authorization/decide-policies.js';
import type { RouterConfigInput } from './config/router-config.js';
import type { RouterHooks } from './hooks/router-hooks.js';
import type { ConnectSubgraph } from './subgraphs/subgraph-transport.js';
import type { SupergraphOrigin } from './supergraph-sources/create-source.js';

interface CommonOptions {
  readonly config?: RouterConfigInput;
  /** Default: JSON lines on standard output at `config.logLevel`. */
  readonly logger?: Logger;
  /** Another way to the subgraphs than HTTP: in the same process, say. Subscriptions still go by WebSocket. */
  readonly connectSubgraph?: ConnectSubgraph;
  /** Decides the `@policy`s that `config.authorization.policies` does not. */
  readonly policies?: DecidePolicies;
  /** In their order; those of `config.hooks` follow. */
  readonly hooks?: readonly RouterHooks[];
}

/** A Federation 2 supergraph, as composition prints it; or where one comes from, with all that follow it. */
export type RouterOptions = CommonOptions &
  ({ readonly supergraphSdl: string } | { readonly supergraph: SupergraphOrigin });
