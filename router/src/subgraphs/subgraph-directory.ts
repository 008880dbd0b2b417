import type { RouterConfig } from '../config/router-config.js';
import { RouterConfigError } from '../config/router-config.js';
import type { SubscriptionProtocol } from '../config/subscriptions-config.js';
import type { ClientHeaders } from './client-headers.js';
import type { LeasedChannel, SubgraphChannels } from './subgraph-channels.js';
import type { SubgraphRequest, SubgraphResponse } from './subgraph-transport.js';

export interface SubgraphDirectoryOptions {
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  readonly config: RouterConfig;
  readonly channels: SubgraphChannels;
}

interface Entry {
  readonly url: URL;
  readonly subscriptionUrl: URL;
  readonly lease: LeasedChannel;
}

/** Where each subgraph of one supergraph is, and the way to it. Whoever makes one disposes of it. */
export class SubgraphDirectory implements AsyncDisposable {
  readonly #entries: ReadonlyMap<string, Entry>;

  /** @throws RouterConfigError    a subgraph without a usable URL, or a configured one that the supergraph does not have */
  constructor({ subgraphs, config, channels }: SubgraphDirectoryOptions) {
    const names = new Set(subgraphs.map(({ name }) => name));
    const unknown = Object.keys(config.subgraphs).find((name) => !names.has(name));
    if (unknown)
      throw new RouterConfigError(`Configuration "subgraphs.${unknown}" is not a subgraph of the supergraph`);
    const located = subgraphs.map(
      ({ name, url }) => [name, readUrl(name, config.subgraphs[name]?.url ?? url)] as const,
    );
    this.#entries = new Map(
      located.map(([name, url]) => {
        const subscriptionUrl = new URL(config.subgraphs[name]?.subscriptionUrl ?? url);
        return [name, { url, subscriptionUrl, lease: channels.lease(name, url) }];
      }),
    );
  }

  /** @throws SubgraphFailure    no response: down, too slow, too large */
  send(subgraph: string, request: SubgraphRequest): Promise<SubgraphResponse> {
    return this.#entry(subgraph).lease.channel.send(request);
  }

  url(subgraph: string): URL {
    return this.#entry(subgraph).url;
  }

  /** Whatever a subgraph is told in headers: what the router says, and what the rules let pass of the client's. */
  headersFor(
    subgraph: string,
    routers: Readonly<Record<string, string>>,
    client: ClientHeaders,
  ): Readonly<Record<string, string>> {
    return this.#entry(subgraph).lease.channel.headersFor(routers, client);
  }

  /** What the rules let pass of a client's headers to any subgraph, as one text; empty without rules. */
  passedOn(client: ClientHeaders): string {
    const texts = [...this.#entries.values()].map(({ lease }) => JSON.stringify(lease.channel.headersFor({}, client)));
    return texts.every((text) => text === '{}') ? '' : texts.join();
  }

  /** The address for subscriptions, its scheme that of the protocol: `ws` for `http`, or the other way round. */
  subscriptionUrl(subgraph: string, protocol: SubscriptionProtocol): string {
    const { href } = this.#entry(subgraph).subscriptionUrl;
    return protocol === 'graphql-ws' ? href.replace(/^http/, 'ws') : href.replace(/^ws/, 'http');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ lease }) => lease[Symbol.asyncDispose]()));
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
