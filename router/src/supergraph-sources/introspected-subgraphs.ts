import { ManagedSupergraph } from './managed-supergraph.js';
import { type SupergraphListener, type SupergraphSource, SupergraphSourceError } from './supergraph-source.js';

export interface IntrospectedSubgraphsOptions {
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  readonly pollIntervalMs: number;
}

/** A supergraph composed here from what subgraphs say of themselves (`_service { sdl }`): for development. */
export class IntrospectedSubgraphs implements SupergraphSource {
  readonly #options: IntrospectedSubgraphsOptions;
  #managed: ManagedSupergraph | undefined;

  constructor(options: IntrospectedSubgraphsOptions) {
    this.#options = options;
  }

  async open(listener: SupergraphListener): Promise<string> {
    const { subgraphs, pollIntervalMs } = this.#options;
    // Loaded when it is needed: it brings composition along.
    const { IntrospectAndCompose } = await import('@apollo/gateway');
    const onError = (message: string) => {
      if (this.#managed) listener.onFailure(new SupergraphSourceError(message));
    };
    const manager = new IntrospectAndCompose({
      subgraphs: [...subgraphs],
      pollIntervalInMs: pollIntervalMs,
      logger: { debug() {}, info() {}, warn() {}, error: onError },
    });
    const managed = new ManagedSupergraph(manager);
    const sdl = await managed.open(listener);
    this.#managed = managed;
    return sdl;
  }

  async refresh(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#managed?.[Symbol.asyncDispose]();
  }
}
