import { IncomingMessage } from 'node:http';

/** What takes a body part by part. */
export interface BodyReader {
  take(chunk: Buffer): void;
  end(): void;
}

/**
 * A client's request, whose body can be had as the parser finds it. A stream that is listened to has states, turns of the loop
 * and a destruction of its own: more than a tenth of what a short request costs an HTTP server.
 */
export class ClientRequest extends IncomingMessage {
  #reader: BodyReader | undefined;
  #isStream = false;

  /**
   * Reads the body as fast as it comes, whatever its size: the reader does not keep what is too much. A body that breaks off
   * is an 'error' of the request, as ever.
   */
  readBody(reader: BodyReader): void {
    if (this.#isStream) {
      // Some of it came before anybody asked.
      this.on('data', (chunk: Buffer) => reader.take(chunk));
      this.on('end', () => reader.end());
      return;
    }
    this.#reader = reader;
    // Says that somebody reads it: else it would be drained when it is answered.
    this.read(0);
  }

  /** Called by the parser with each part, and with null after the last. */
  override push(chunk: Buffer | null): boolean {
    const reader = this.#reader;
    if (!reader) {
      this.#isStream = true;
      return super.push(chunk);
    }
    if (chunk) reader.take(chunk);
    else reader.end();
    return true;
  }
}
