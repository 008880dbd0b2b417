import type { IncomingHttpHeaders } from 'node:http';
import { isPropagatedByPrefix, type ToClientRule, type ToSubgraphRule } from '../config/header-rules-config.js';
import type { RouterConfig } from '../config/router-config.js';
import type { ClientHeaders } from './client-headers.js';
import type { SubgraphResponse } from './subgraph-transport.js';

type Step = (headers: Record<string, string>, received: IncomingHttpHeaders) => void;

/** The rules of one subgraph about which headers pass, read once. */
export class HeaderRules {
  readonly #toSubgraph: readonly Step[];
  readonly #toClient: readonly ToClientRule[];

  /** Later rules win over earlier ones. */
  constructor(rules: readonly { readonly toSubgraphs: ToSubgraphRule[]; readonly toClient: ToClientRule[] }[]) {
    this.#toSubgraph = rules.flatMap(({ toSubgraphs }) => toSubgraphs.map(stepOf));
    this.#toClient = rules.flatMap(({ toClient }) => toClient);
  }

  /** @returns the very headers it is given, when there are no rules */
  headersFor(
    routers: Readonly<Record<string, string>>,
    client: ClientHeaders | undefined,
  ): Readonly<Record<string, string>> {
    if (this.#toSubgraph.length === 0) return routers;
    const headers: Record<string, string> = {};
    for (const step of this.#toSubgraph) step(headers, client?.received ?? {});
    return { ...headers, ...routers };
  }

  /** Keeps the headers of an answer that the client is to get. @returns the answer */
  collectFrom(response: Promise<SubgraphResponse>, client: ClientHeaders | undefined): Promise<SubgraphResponse> {
    if (!client || this.#toClient.length === 0) return response;
    return response.then((arrived) => {
      for (const { propagate, merge } of this.#toClient) {
        const value = arrived.headers[propagate];
        if (value !== undefined) client.collect(propagate, value, merge);
      }
      return arrived;
    });
  }
}

/** Where the router traces, it says itself which trace a request belongs to. */
const WITHOUT_CLIENTS_TRACE = { toSubgraphs: [{ remove: 'traceparent' }, { remove: 'tracestate' }], toClient: [] };

/** Those for all subgraphs, then the subgraph's own. */
export function headerRulesFor(config: RouterConfig, subgraph: string): HeaderRules {
  const own = config.subgraphs[subgraph]?.headers;
  const rules = own ? [config.headers, own] : [config.headers];
  const isTraced = config.tracing.endpoint !== undefined;
  return new HeaderRules(isTraced && rules.some(hasToSubgraphs) ? [...rules, WITHOUT_CLIENTS_TRACE] : rules);
}

function hasToSubgraphs({ toSubgraphs }: { readonly toSubgraphs: ToSubgraphRule[] }): boolean {
  return toSubgraphs.length > 0;
}

function stepOf({ propagate, rename, default: fallback, insert, value, remove }: ToSubgraphRule): Step {
  if (propagate?.endsWith('*')) return propagatePrefix(propagate.slice(0, -1));
  if (propagate) {
    const to = rename ?? propagate;
    return (headers, received) => {
      const found = asText(received[propagate]) ?? fallback;
      if (found !== undefined) headers[to] = found;
    };
  }
  if (insert && value !== undefined) {
    return (headers) => {
      headers[insert] = value;
    };
  }
  return (headers) => {
    if (remove) delete headers[remove];
  };
}

function propagatePrefix(prefix: string): Step {
  return (headers, received) => {
    for (const name in received) {
      if (!name.startsWith(prefix) || !isPropagatedByPrefix(name)) continue;
      const value = asText(received[name]);
      if (value !== undefined) headers[name] = value;
    }
  };
}

function asText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
