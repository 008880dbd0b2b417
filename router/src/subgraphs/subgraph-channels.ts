import type { RouterConfig } from '../config/router-config.js';
import type { RouterMetrics } from '../telemetry/router-metrics.js';
import { headerRulesFor } from './header-rules.js';
import { HttpTransport } from './http-transport.js';
import { Http2Transport } from './http2-transport.js';
import { InFlightWatch } from './in-flight-watch.js';
import { RequestSigner } from './request-signer.js';
import { SubgraphChannel } from './subgraph-channel.js';
import type { ConnectSubgraph, SubgraphTransport } from './subgraph-transport.js';
import { TimedTransport } from './timed-transport.js';
import { TrafficMetrics } from './traffic-metrics.js';
import { trafficSettings } from './traffic-settings.js';

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
  readonly #options: SubgraphChannelsOptions;
  readonly #traffic: TrafficMetrics;
  readonly #watch = new InFlightWatch();
  readonly #shared = new Map<string, Shared>();

  constructor(options: SubgraphChannelsOptions) {
    this.#options = options;
    this.#traffic = new TrafficMetrics(options.metrics.registry);
  }

  /**
   * The channel to a subgraph at an address; it closes when whoever leased it last has disposed of the lease.
   *
   * @throws RouterConfigError    a file of TLS, or of the key that signs, that cannot be used
   */
  lease(name: string, url: URL): LeasedChannel {
    const key = `${name} ${url.href}`;
    let shared = this.#shared.get(key);
    if (!shared) {
      shared = { channel: this.#open(name, url), leases: 0 };
      this.#shared.set(key, shared);
    }
    const { channel } = shared;
    shared.leases++;
    return { channel, [Symbol.asyncDispose]: () => this.#release(key) };
  }

  #open(name: string, url: URL): SubgraphChannel {
    const { config, metrics } = this.#options;
    return new SubgraphChannel({
      name,
      transport: this.#connect(name, url),
      settings: trafficSettings(config, name),
      headerRules: headerRulesFor(config, name),
      watch: this.#watch,
      metrics,
      traffic: this.#traffic,
    });
  }

  #connect(name: string, url: URL): SubgraphTransport {
    const { config, connect } = this.#options;
    if (connect) return new TimedTransport(connect({ name, url }), this.#watch);
    const settings = trafficSettings(config, name);
    const signer = settings.signing && new RequestSigner(settings.signing);
    const options = { url, settings, watch: this.#watch, signer };
    return settings.http2 ? new Http2Transport(options) : new HttpTransport(options);
  }

  async #release(key: string): Promise<void> {
    const shared = this.#shared.get(key);
    if (!shared || --shared.leases > 0) return;
    this.#shared.delete(key);
    await shared.channel[Symbol.asyncDispose]();
  }
}
