import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The way to a server, which can be broken and mended. */
export class Way implements AsyncDisposable {
  readonly #to: URL;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#join(socket));
  #port = 0;

  /** @param to  where it leads */
  constructor(to: string) {
    this.#to = new URL(to);
  }

  /** the same, by this way */
  get url(): string {
    const url = new URL(this.#to);
    url.port = String(this.#port);
    return url.href;
  }

  async open(): Promise<void> {
    this.#server.listen(this.#port, this.#to.hostname);
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address && typeof address === 'object') this.#port = address.port;
  }

  /** Connections end without a word, and new ones are refused. */
  async break(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.break();
  }

  #join(socket: Socket): void {
    const onwards = connect(Number(this.#to.port), this.#to.hostname);
    this.#pipe(socket, onwards);
    this.#pipe(onwards, socket);
  }

  #pipe(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('error', () => to.destroy()).on('close', () => to.destroy());
    from.pipe(to);
  }
}
