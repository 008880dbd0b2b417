import type { Heartbeat } from '../heartbeat.js';
import { GraphqlWsConnection } from './graphql-ws-connection.js';
import type { Upstream, UpstreamLimits, UpstreamListener, UpstreamRequest } from './upstream.js';

/** Servers limit the operations of one socket; this router, which may be a subgraph's neighbour, to 100 by default. */
const MAX_SUBSCRIPTIONS = 100;

/** Subscribes at subgraphs over graphql-ws. Subscriptions of one identity at one address share connections. */
export class GraphqlWsUpstreams {
  readonly #limits: UpstreamLimits;
  readonly #heartbeat: Heartbeat;
  /** By address and identity: the connection that takes the next subscription. */
  readonly #connections = new Map<string, GraphqlWsConnection>();

  constructor(limits: UpstreamLimits, heartbeat: Heartbeat) {
    this.#limits = limits;
    this.#heartbeat = heartbeat;
  }

  /** An `OpenUpstream`. */
  open(request: UpstreamRequest, listener: UpstreamListener): Upstream {
    const key = `${request.url} ${request.identity}`;
    const present = this.#connections.get(key);
    const connection = present && present.size < MAX_SUBSCRIPTIONS ? present : this.#connect(key, request);
    return connection.subscribe(request, listener);
  }

  #connect(key: string, request: UpstreamRequest): GraphqlWsConnection {
    const connection = new GraphqlWsConnection({
      url: request.url,
      headers: request.headers(),
      limits: this.#limits,
      heartbeat: this.#heartbeat,
      onClosed: () => {
        if (this.#connections.get(key) === connection) this.#connections.delete(key);
      },
    });
    this.#connections.set(key, connection);
    return connection;
  }
}
