import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2';
import { connectTimeoutMs, type HttpTransportOptions, TYPE_HEADERS } from './http-transport.js';
import { PendingResponse, type PendingResponseOptions } from './pending-response.js';
import { SubgraphFailure } from './subgraph-failure.js';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.js';
import { readTlsFiles, type TlsOptions } from './tls-files.js';

/** Answers are tens of kilobytes: the windows a server may fill without asking hold some. */
const STREAM_WINDOW_BYTES = 1 << 20;
const CONNECTION_WINDOW_BYTES = 1 << 24;

interface Connection {
  readonly session: ClientHttp2Session;
  isEstablished: boolean;
}

/**
 * GraphQL by POST over one HTTP/2 connection, negotiated by TLS; without TLS by prior knowledge (RFC 9113, section 3.3).
 * Node's own client: it lets what is under way end when a server says goodbye.
 */
export class Http2Transport implements SubgraphTransport {
  readonly #options: HttpTransportOptions;
  readonly #path: string;
  readonly #tls: TlsOptions;
  #connection: Connection | undefined;
  /** Also those that are retired and not closed yet. */
  readonly #sessions = new Set<ClientHttp2Session>();

  /** @throws RouterConfigError    a TLS file that cannot be read */
  constructor(options: HttpTransportOptions) {
    this.#options = options;
    this.#path = options.url.pathname + options.url.search;
    this.#tls = readTlsFiles(options.settings.tls);
  }

  send(request: SubgraphRequest, deadlineAt: number): Promise<SubgraphResponse> {
    const { settings, watch, signer } = this.#options;
    const connection = this.#connect();
    const { body } = request;
    const headers = { ...request.headers, ...TYPE_HEADERS };
    const stream = connection.session.request({
      ':method': 'POST',
      ':path': this.#path,
      'content-length': Buffer.byteLength(body),
      ...headers,
      ...signer?.sign({ method: 'POST', path: this.#path, headers, body }),
    });
    stream.end(body);
    return new Promise((resolve, reject) => {
      const maxResponseBytes = settings.responseBytes;
      const options = { request, deadlineAt, maxResponseBytes, watch, resolve, reject };
      new Http2Exchange(options, stream, connection).start(() => this.#retire(connection));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.#sessions) session.destroy();
  }

  #connect(): Connection {
    const current = this.#connection;
    if (current && !current.session.closed && !current.session.destroyed) return current;
    const { url } = this.#options;
    const session = connect(url, {
      ...this.#tls,
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW_BYTES },
    });
    this.#connection = this.#watchOver({ session, isEstablished: false });
    return this.#connection;
  }

  #watchOver(connection: Connection): Connection {
    const { session } = connection;
    const giveUp = () => session.destroy(new Error('There was no connection in time'));
    const timer = setTimeout(giveUp, connectTimeoutMs(this.#options.settings));
    session.once('connect', () => {
      clearTimeout(timer);
      connection.isEstablished = true;
      if (!session.destroyed) session.setLocalWindowSize(CONNECTION_WINDOW_BYTES);
    });
    // The streams of a connection are told, each by itself.
    session.on('error', () => undefined);
    session.once('close', () => {
      clearTimeout(timer);
      this.#sessions.delete(session);
    });
    this.#sessions.add(session);
    return connection;
  }

  /** What is under way goes on; what comes now gets a new connection. */
  #retire(connection: Connection): void {
    if (this.#connection === connection) this.#connection = undefined;
    connection.session.close();
  }
}

class Http2Exchange extends PendingResponse {
  readonly #stream: ClientHttp2Stream;
  readonly #connection: Connection;
  #onDoubt: (() => void) | undefined;

  constructor(options: PendingResponseOptions, stream: ClientHttp2Stream, connection: Connection) {
    super(options);
    this.#stream = stream;
    this.#connection = connection;
  }

  /** @param onDoubt    called when no answer came in time, or a stream broke: the connection may be about to end, or dead */
  start(onDoubt: () => void): void {
    this.#onDoubt = onDoubt;
    let cause: Error | undefined;
    let isWhole = false;
    this.#stream
      .on('response', ({ ':status': status = 0, ...headers }) => this.begin(status, headers))
      .on('data', (chunk: Buffer) => this.gather(chunk))
      .on('end', () => {
        isWhole = this.hasBegun;
      })
      .on('error', (error) => {
        cause = error;
      })
      .on('close', () => {
        if (isWhole && !cause) return this.finish();
        const kind = this.#connection.isEstablished ? 'broken' : 'unreachable';
        this.fail(new SubgraphFailure(kind, 'the connection failed', { cause }));
      });
  }

  protected override cancel(failure: SubgraphFailure): void {
    this.#stream.close(constants.NGHTTP2_CANCEL);
    if (failure.kind === 'deadline' || failure.kind === 'broken') this.#onDoubt?.();
  }
}
