import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const FOLLOW = `subscription ($orderId: ID!, $after: String) {
  orderStatusChanged(orderId: $orderId, after: $after) { cursor status } }`;

const RECONNECT_MS = 50;

/** A phone that follows an order, loses its socket again and again, and goes on from the last cursor it saw. */
export class Follower implements AsyncDisposable {
  readonly seen: { readonly cursor: string; readonly status: string }[] = [];
  readonly #url: string;
  readonly #orderId: string;
  #socket: WebSocket | undefined;
  #isGone = false;
  readonly #following: Promise<void>;

  constructor(url: string, orderId: string) {
    this.#url = url.replace(/^http/, 'ws');
    this.#orderId = orderId;
    this.#following = this.#follow();
  }

  /** The tunnel: the connection breaks without a word. */
  loseSocket(): void {
    this.#socket?.terminate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isGone = true;
    this.loseSocket();
    await this.#following;
  }

  async #follow(): Promise<void> {
    while (!this.#isGone) {
      await this.#followOnce().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  }

  async #followOnce(): Promise<void> {
    const client = createClient({ url: this.#url, webSocketImpl: WebSocket, retryAttempts: 0 });
    client.on('opened', (socket) => {
      this.#socket = socket as WebSocket;
    });
    try {
      const variables = { orderId: this.#orderId, after: this.seen.at(-1)?.cursor ?? '' };
      for await (const { data } of client.iterate<any>({ query: FOLLOW, variables })) {
        if (data?.orderStatusChanged) this.seen.push(data.orderStatusChanged);
      }
    } finally {
      await client.dispose();
    }
  }
}
