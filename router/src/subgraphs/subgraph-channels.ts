import type { RouterConfig } from '../config/router-config.js';
import type { RouterMetrics } from '../telemetry/router-metrics.js';
import { HttpTransport } from './http-transport.js';
import { SubgraphChannel } from './subgraph-channel.js';
import type { ConnectSubgraph } from './subgraph-transport.js';

export interface SubgraphChannelsOptions {
  readonly config: RouterConfig;
  readonly metrics: RouterMetrics;
  /** Default: HTTP. */
  readonly connect?: ConnectSubgraph | undefined;
}

export interface LeasedChannel extends AsyncDisposable {
  readonly channel: SubgraphChannel;
}

interface Shared {
  readonly channel: SubgraphChannel;
  leases: number;
}

/**
 * The channels of every supergraph a router serves: of the present one, and of those before it until their last requests
 * are answered. A subgraph that stays where it is keeps its connections through a reload.
 */
export class SubgraphChannels {
  readonly #connect: ConnectSubgraph;
  readonly #metrics: RouterMetrics;
  readonly #shared = new Map<string, Shared>();

  constructor({ config, metrics, connect }: SubgraphChannelsOptions) {
    const connectTimeoutMs = config.deadlines.subgraphMs;
    const maxResponseBytes = config.subgraphResponseBytes;
    this.#connect = connect ?? (({ url }) => new HttpTransport({ url, connectTimeoutMs, maxResponseBytes }));
    this.#metrics = metrics;
  }

  /** The channel to a subgraph at an address; it closes when whoever leased it last has disposed of the lease. */
  lease(name: string, url: URL): LeasedChannel {
    const key = `${name} ${url.href}`;
    let shared = this.#shared.get(key);
    if (!shared) {
      shared = { channel: new SubgraphChannel(name, this.#connect({ name, url }), this.#metrics), leases: 0 };
      this.#shared.set(key, shared);
    }
    const { channel } = shared;
    shared.leases++;
    return { channel, [Symbol.asyncDispose]: () => this.#release(key) };
  }

  async #release(key: string): Promise<void> {
    const shared = this.#shared.get(key);
    if (!shared || --shared.leases > 0) return;
    this.#shared.delete(key);
    await shared.channel[Symbol.asyncDispose]();
  }
}
