import type { IncomingHttpHeaders } from 'node:http';
import type { ToClientRule } from '../config/header-rules-config.js';
import type { Outcome } from '../pipeline/outcome.js';

/** The headers of one client's request, and those that subgraphs want its answer to have. */
export class ClientHeaders {
  /** Names in lower case. Of a WebSocket, those of its handshake. */
  readonly received: IncomingHttpHeaders;
  #isSealed = false;
  #collected: Map<string, string | string[]> | undefined;

  constructor(received: IncomingHttpHeaders) {
    this.received = received;
  }

  collect(name: string, value: string | string[], merge: ToClientRule['merge']): void {
    if (this.#isSealed) return;
    this.#collected ??= new Map();
    const earlier = this.#collected.get(name);
    if (earlier === undefined || merge === 'last') this.#collected.set(name, value);
    else if (merge === 'append') this.#collected.set(name, [earlier, value].flat());
  }

  /**
   * The headers of the answer: those given, and what subgraphs sent for it. What they send from now on, for the events of a
   * subscription say, comes too late.
   */
  seal(headers: Readonly<Record<string, string>> | undefined): Pick<Outcome, 'headers'> {
    this.#isSealed = true;
    if (this.#collected) return { headers: { ...Object.fromEntries(this.#collected), ...headers } };
    return headers ? { headers } : {};
  }
}
