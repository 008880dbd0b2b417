import type { SupergraphManager, SupergraphSdlHook } from '@apollo/gateway';
import { checkHealth, dataSourceFor } from './manager-tools.js';
import { type SupergraphListener, type SupergraphSource, SupergraphSourceError } from './supergraph-source.js';

/**
 * A supergraph from one of `@apollo/gateway`'s managers (`IntrospectAndCompose`, …), a function that does what their
 * `initialize` does, or an object like them. When to look again is the manager's business.
 *
 * The manager is given `update`, a `healthCheck` that asks every subgraph for its `__typename`, and data sources that post
 * to a subgraph and can do no more.
 * Source: https://www.apollographql.com/docs/apollo-server/using-federation/api/apollo-gateway#supergraphsdl
 */
export class ManagedSupergraph implements SupergraphSource {
  readonly #initialize: SupergraphSdlHook;
  #cleanup: (() => Promise<void>) | undefined;
  #listener: SupergraphListener | undefined;

  constructor(manager: SupergraphManager | SupergraphSdlHook) {
    this.#initialize = typeof manager === 'function' ? manager : (options) => manager.initialize(options);
  }

  async open(listener: SupergraphListener): Promise<string> {
    let updatedEarly: string | undefined;
    const update = (sdl: string) => {
      if (!this.#listener) updatedEarly = sdl;
      else if (isText(sdl)) this.#listener.onSupergraph(sdl);
      else this.#listener.onFailure(new SupergraphSourceError(NO_TEXT));
    };
    try {
      const { supergraphSdl, cleanup } = await this.#initialize({
        update,
        healthCheck: checkHealth,
        getDataSource: dataSourceFor,
      });
      this.#cleanup = cleanup;
      const first = updatedEarly ?? supergraphSdl;
      if (!isText(first)) throw new Error('it gave no supergraph');
      this.#listener = listener;
      return first;
    } catch (cause) {
      await this.#cleanup?.();
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new SupergraphSourceError(`The supergraph manager failed: ${inOneLine(why)}`, { cause });
    }
  }

  async refresh(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener = undefined;
    await this.#cleanup?.();
  }
}

const NO_TEXT = 'The supergraph manager failed: it gave no supergraph';

/** Managers may be JavaScript. */
function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Composition's errors come as a list, one a line. */
function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ');
}
