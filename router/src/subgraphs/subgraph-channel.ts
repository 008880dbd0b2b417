import type { RouterMetrics } from '../telemetry/router-metrics.js';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.js';

/** What stands between a plan and the transport to a subgraph. */
export class SubgraphChannel implements AsyncDisposable {
  readonly #name: string;
  readonly #transport: SubgraphTransport;
  readonly #metrics: RouterMetrics;

  constructor(name: string, transport: SubgraphTransport, metrics: RouterMetrics) {
    this.#name = name;
    this.#transport = transport;
    this.#metrics = metrics;
  }

  /** @throws SubgraphFailure */
  async send(request: SubgraphRequest): Promise<SubgraphResponse> {
    const observe = this.#metrics.subgraphRequestDuration.startTimer({ subgraph: this.#name });
    try {
      return await this.#transport.send(request);
    } finally {
      observe();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#transport[Symbol.asyncDispose]();
  }
}
