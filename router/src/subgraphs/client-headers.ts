import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { ToClientRule } from '../config/header-rules-config.js';

/** The headers of one client's request, and those that subgraphs want its answer to have. */
export class ClientHeaders {
  /** Names in lower case. Of a WebSocket, those of its handshake. */
  readonly received: IncomingHttpHeaders;
  #collected: Map<string, string | string[]> | undefined;

  constructor(received: IncomingHttpHeaders) {
    this.received = received;
  }

  collect(name: string, value: string | string[], merge: ToClientRule['merge']): void {
    this.#collected ??= new Map();
    const earlier = this.#collected.get(name);
    if (earlier === undefined || merge === 'last') this.#collected.set(name, value);
    else if (merge === 'append') this.#collected.set(name, [earlier, value].flat());
  }

  /** Before the answer's head is written. */
  setOn(response: ServerResponse): void {
    if (!this.#collected) return;
    for (const [name, value] of this.#collected) response.setHeader(name, value);
  }
}
