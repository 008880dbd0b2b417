import type { SubgraphResponse } from '../../subgraphs/subgraph-transport.js';
import type { Message } from './message.js';

/** What subgraphs answered earlier, as far as one operation may use it. */
export interface FetchCache {
  /** Takes from a message what is known. Never throws; at once where nothing has to be waited for. */
  recall(message: Message): Recalled | Promise<Recalled>;
}

export interface Recalled {
  /** The part of the message that is known, with its answer. */
  readonly known: { readonly message: Message; readonly response: SubgraphResponse } | undefined;
  /** What is left to send. */
  readonly left: MessageLeft | undefined;
}

export interface MessageLeft {
  readonly message: Message;
  /** Has to be told what became of it. @param response    undefined when the subgraph failed */
  settle(response: SubgraphResponse | undefined): void;
}
