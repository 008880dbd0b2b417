import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { type RawData, WebSocket } from 'ws';
import type { Heartbeat } from '../heartbeat.js';
import { readSubgraphMessage, type SubgraphMessage } from './read-subgraph-message.js';
import type { Upstream, UpstreamLimits, UpstreamListener, UpstreamRequest } from './upstream.js';

export interface ConnectionOptions {
  readonly url: string;
  /** Sent with the handshake and, as connection parameters, with `connection_init`. */
  readonly headers: Promise<Readonly<Record<string, string>>>;
  readonly limits: UpstreamLimits;
  readonly heartbeat: Heartbeat;
  /** Called once, when it can take no further subscription. */
  onClosed(): void;
}

const NORMAL = 1000;
const TIMED_OUT = 4408;

/**
 * One WebSocket to a subgraph, in the subprotocol graphql-transport-ws, with as many subscriptions as it is given. It opens
 * when it is made, and closes with the last of them.
 *
 * Written out, for the client of graphql-ws finishes connecting before it lets go, and gives events parsed.
 * Source: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export class GraphqlWsConnection {
  /** No id comes twice, though each connection has its own: they are looked for in logs. */
  static #lastId = 0;

  readonly #options: ConnectionOptions;
  readonly #subscriptions = new Map<string, UpstreamListener>();
  #socket: WebSocket | undefined;
  /** What is sent as soon as the subgraph has taken the connection; undefined from then on. */
  #unsent: Map<string, string> | undefined = new Map();
  #connectTimer: NodeJS.Timeout | undefined;
  #stopHeartbeat: (() => void) | undefined;
  #isAnswering = true;
  #isClosed = false;
  /** The status of a handshake that was not answered with 101. */
  #refusedWith: number | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { connectTimeoutMs } = options.limits;
    this.#connectTimer = setTimeout(
      () => this.#abandon(`no connection within ${connectTimeoutMs} ms`),
      connectTimeoutMs,
    );
    options.headers.then(
      (headers) => this.#connect(headers),
      () => this.#lose('the connection could not be prepared', false),
    );
  }

  get size(): number {
    return this.#subscriptions.size;
  }

  subscribe({ query, operationName, variables, trace }: UpstreamRequest, listener: UpstreamListener): Upstream {
    const id = String(++GraphqlWsConnection.#lastId);
    const payload = { query, operationName, variables, extensions: trace };
    const message = JSON.stringify({ id, type: 'subscribe', payload });
    this.#subscriptions.set(id, listener);
    if (this.#unsent) this.#unsent.set(id, message);
    else this.#socket?.send(message);
    return { close: () => this.#unsubscribe(id) };
  }

  #connect(headers: Readonly<Record<string, string>>): void {
    if (this.#isClosed) return;
    const { url, limits } = this.#options;
    const socket = new WebSocket(url, GRAPHQL_TRANSPORT_WS_PROTOCOL, {
      headers,
      maxPayload: limits.maxEventBytes,
      perMessageDeflate: false,
    });
    socket.on('open', () => this.#send({ type: 'connection_init', payload: headers }));
    socket.on('message', (data) => this.#read(data));
    socket.on('pong', () => {
      this.#isAnswering = true;
    });
    socket.on('unexpected-response', (_request, { statusCode }) => {
      this.#refusedWith = statusCode;
      socket.terminate();
    });
    // Followed by `close`.
    socket.on('error', () => undefined);
    socket.on('close', (code) => this.#lose(whyLost(code, this.#refusedWith), isFinal(code, this.#refusedWith)));
    this.#socket = socket;
  }

  #unsubscribe(id: string): void {
    if (!this.#subscriptions.delete(id)) return;
    if (this.#unsent) this.#unsent.delete(id);
    else this.#send({ id, type: 'complete' });
    this.#closeIfEmpty();
  }

  #read(data: RawData): void {
    const message = readSubgraphMessage(String(data));
    if (!message) {
      this.#abandon('it does not speak graphql-transport-ws');
      return;
    }
    this.#obey(message);
  }

  #obey(message: SubgraphMessage): void {
    switch (message.type) {
      case 'connection_ack':
        this.#start();
        break;
      case 'ping':
        this.#send({ type: 'pong' });
        break;
      case 'pong':
        break;
      case 'next':
        this.#subscriptions.get(message.id)?.onAnswer(message.payload);
        break;
      case 'error':
        this.#subscriptions.get(message.id)?.onAnswer(message.payload);
        this.#complete(message.id);
        break;
      case 'complete':
        this.#complete(message.id);
        break;
    }
  }

  #start(): void {
    if (!this.#unsent) {
      this.#abandon('it does not speak graphql-transport-ws');
      return;
    }
    clearTimeout(this.#connectTimer);
    this.#stopHeartbeat = this.#options.heartbeat.add(() => this.#ping());
    for (const message of this.#unsent.values()) this.#socket?.send(message);
    this.#unsent = undefined;
  }

  #complete(id: string): void {
    const listener = this.#subscriptions.get(id);
    this.#subscriptions.delete(id);
    listener?.onComplete();
    this.#closeIfEmpty();
  }

  #closeIfEmpty(): void {
    if (this.#subscriptions.size > 0 || this.#isClosed) return;
    const hasStarted = this.#unsent === undefined;
    this.#end();
    // A connection that is not made yet has nobody to say goodbye to.
    if (hasStarted) this.#socket?.close(NORMAL);
    else this.#socket?.terminate();
  }

  #ping(): void {
    if (!this.#isAnswering) {
      this.#abandon('it does not answer any more');
      return;
    }
    this.#isAnswering = false;
    this.#socket?.ping();
  }

  #abandon(why: string): void {
    this.#lose(why, false);
    this.#socket?.terminate();
  }

  #lose(why: string, isLostForGood: boolean): void {
    if (this.#isClosed) return;
    this.#end();
    const listeners = [...this.#subscriptions.values()];
    this.#subscriptions.clear();
    for (const listener of listeners) listener.onLost(why, isLostForGood);
  }

  #end(): void {
    this.#isClosed = true;
    clearTimeout(this.#connectTimer);
    this.#stopHeartbeat?.();
    this.#options.onClosed();
  }

  #send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

function whyLost(code: number, status: number | undefined): string {
  if (status !== undefined) return `it answered ${status} to the WebSocket's handshake`;
  return code >= 4000 ? `it closed the connection with ${code}` : 'the connection was lost';
}

/** A subgraph that understood and refused will refuse again; one that is restarting will not. */
function isFinal(code: number, status: number | undefined): boolean {
  if (status !== undefined) return status >= 400 && status < 500 && status !== 408 && status !== 429;
  return code >= 4400 && code < 4500 && code !== TIMED_OUT;
}
