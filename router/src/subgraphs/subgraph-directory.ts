import type { RouterConfig } from '../config/router-config.js';
import { RouterConfigError } from '../config/router-config.js';
import type { RouterMetrics } from '../telemetry/router-metrics.js';
import type { SubgraphAnswer } from './subgraph-answer.js';
import { SubgraphClient, type SubgraphRequest } from './subgraph-client.js';

export interface SubgraphDirectoryOptions {
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  readonly config: RouterConfig;
  readonly metrics: RouterMetrics;
}

interface Entry {
  readonly url: URL;
  readonly client: SubgraphClient;
}

/** Where each subgraph is, and the connections to it. Whoever makes one disposes of it. */
export class SubgraphDirectory implements AsyncDisposable {
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #metrics: RouterMetrics;

  /** @throws RouterConfigError    a subgraph without a usable URL, or a configured one that the supergraph does not have */
  constructor({ subgraphs, config, metrics }: SubgraphDirectoryOptions) {
    const names = new Set(subgraphs.map(({ name }) => name));
    const unknown = Object.keys(config.subgraphs).find((name) => !names.has(name));
    if (unknown)
      throw new RouterConfigError(`Configuration "subgraphs.${unknown}" is not a subgraph of the supergraph`);
    const { subgraphMs: connectTimeoutMs } = config.deadlines;
    const maxResponseBytes = config.subgraphResponseBytes;
    this.#metrics = metrics;
    this.#entries = new Map(
      subgraphs.map(({ name, url: routingUrl }) => {
        const url = readUrl(name, config.subgraphs[name]?.url ?? routingUrl);
        return [name, { url, client: new SubgraphClient({ url, connectTimeoutMs, maxResponseBytes }) }];
      }),
    );
  }

  /** @throws SubgraphFailure */
  async send(subgraph: string, request: SubgraphRequest): Promise<SubgraphAnswer> {
    const observe = this.#metrics.subgraphRequestDuration.startTimer({ subgraph });
    try {
      return await this.#entry(subgraph).client.send(request);
    } finally {
      observe();
    }
  }

  /** The address for subscriptions: the same with `ws` for `http`. */
  webSocketUrl(subgraph: string): string {
    return this.#entry(subgraph).url.href.replace(/^http/, 'ws');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ client }) => client[Symbol.asyncDispose]()));
  }

  #entry(subgraph: string): Entry {
    const entry = this.#entries.get(subgraph);
    if (!entry) throw new Error(`The plan names a subgraph "${subgraph}" that the supergraph does not have`);
    return entry;
  }
}

function readUrl(name: string, text: string): URL {
  if (URL.canParse(text) && /^https?:/.test(text)) return new URL(text);
  throw new RouterConfigError(`Subgraph "${name}" has no usable URL; set "subgraphs.${name}.url"`);
}
