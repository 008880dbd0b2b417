import type { SubgraphApp } from '@souk/subgraph-kit';
import type { Environment } from '../config.js';
import type { SubgraphName } from '../subgraph-names.js';

/** A subgraph or the router, running. Disposing of it twice is once. */
export interface Part extends AsyncDisposable {
  readonly name: SubgraphName | 'router';
  /** base URL */
  readonly url: string;
  /** Settles when it ends without being asked to; in this process never. */
  readonly ended: Promise<unknown>;
}

export interface SubgraphPart extends Part {
  readonly name: SubgraphName;
  /** In this process: what counts its statements. */
  readonly app?: SubgraphApp;
}

/** Where parts run: all in this process, or each in one of its own. */
export interface PartRunner {
  /** @throws StartError    it cannot start */
  startSubgraph(name: SubgraphName, env: Environment): Promise<SubgraphPart>;
  /** @param configFile    what the router is told besides the variables */
  startRouter(env: Environment, configFile: string): Promise<Part>;
}

/** A part's end, whoever asks for it first. */
export function disposeOnce(dispose: () => PromiseLike<void>): () => Promise<void> {
  let disposing: Promise<void> | undefined;
  return () => {
    disposing ??= Promise.resolve(dispose());
    return disposing;
  };
}
