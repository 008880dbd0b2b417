import type { RouterConfig } from '../config/router-config.js';
import type { SubscriptionProtocol } from '../config/subscriptions-config.js';
import { Heartbeat } from '../heartbeat.js';
import type { SubscriptionPlan } from '../planning/plan.js';
import { GraphqlWsUpstreams } from './graphql-ws-upstreams.js';
import type { SharedSubscription } from './shared-subscription.js';
import { openSseUpstream } from './sse-upstream.js';
import type { OpenUpstream } from './upstream.js';

/** The router's subscriptions and its connections for them. They outlive a reload of the supergraph. */
export class SubscriptionHub {
  /** For clients and subgraphs. */
  readonly heartbeat: Heartbeat;
  readonly #openers: Readonly<Record<SubscriptionProtocol, OpenUpstream>>;
  /** By plan, which belongs to one document, one supergraph and one set of rights; then by what else must be the same. */
  readonly #shared = new WeakMap<SubscriptionPlan, Map<string, SharedSubscription>>();

  constructor({ deadlines, subgraphResponseBytes, subscriptions }: RouterConfig) {
    this.heartbeat = new Heartbeat(subscriptions.heartbeatMs);
    const limits = { connectTimeoutMs: deadlines.subgraphMs, maxEventBytes: subgraphResponseBytes };
    const sockets = new GraphqlWsUpstreams(limits, this.heartbeat);
    this.#openers = {
      'graphql-ws': (request, listener) => sockets.open(request, listener),
      sse: (request, listener) => openSseUpstream(limits, request, listener),
    };
  }

  opener(protocol: SubscriptionProtocol): OpenUpstream {
    return this.#openers[protocol];
  }

  /** The one that is shared by this key; made when there is none. `start` is given what forgets it. */
  share(plan: SubscriptionPlan, key: string, start: (forget: () => void) => SharedSubscription): SharedSubscription {
    const ofPlan = this.#shared.get(plan) ?? new Map<string, SharedSubscription>();
    this.#shared.set(plan, ofPlan);
    const known = ofPlan.get(key);
    if (known) return known;
    const started = start(() => ofPlan.delete(key));
    ofPlan.set(key, started);
    return started;
  }
}
