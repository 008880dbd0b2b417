import { fetch } from 'undici';
import { type Deadline, startDeadline } from '../deadline.js';
import { type SupergraphListener, type SupergraphSource, SupergraphSourceError } from './supergraph-source.js';

export interface PolledUrlOptions {
  readonly url: URL;
  /** Sent as `Authorization: Bearer …`. */
  readonly bearerToken: string | undefined;
  /** From the end of one request to the beginning of the next. */
  readonly pollIntervalMs: number;
  /** For one request, answer included. */
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

/**
 * A supergraph behind a URL, asked for again and again, with the last answer's ETag when it had one. Redirects are not
 * followed: they would take the token elsewhere.
 * Source: https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match
 */
export class PolledUrl implements SupergraphSource {
  readonly #options: PolledUrlOptions;
  readonly #closing = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #etag: string | undefined;
  /** Requests follow one another, so that an older text is never told after a newer one. */
  #lastLook: Promise<void> = Promise.resolve();
  #listener: SupergraphListener | undefined;

  constructor(options: PolledUrlOptions) {
    this.#options = options;
  }

  async open(listener: SupergraphListener): Promise<string> {
    const sdl = await this.#ask();
    if (sdl === undefined) throw this.#failure('it answered 304 to a request without conditions');
    this.#listener = listener;
    this.#askLater();
    return sdl;
  }

  refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#lastLook = this.#lastLook.then(() => this.#look());
    return this.#lastLook;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener = undefined;
    clearTimeout(this.#timer);
    this.#closing.abort();
    await this.#lastLook;
  }

  #askLater(): void {
    clearTimeout(this.#timer);
    if (this.#listener) this.#timer = setTimeout(() => void this.refresh(), this.#options.pollIntervalMs);
  }

  async #look(): Promise<void> {
    try {
      const sdl = await this.#ask();
      if (sdl !== undefined) this.#listener?.onSupergraph(sdl);
    } catch (error) {
      if (!(error instanceof SupergraphSourceError)) throw error;
      this.#listener?.onFailure(error);
    } finally {
      this.#askLater();
    }
  }

  /** @returns undefined when the supergraph is still the one of the last answer */
  async #ask(): Promise<string | undefined> {
    const { deadlineMs } = this.#options;
    using deadline = startDeadline(deadlineMs, [this.#closing.signal]);
    try {
      return await this.#get(deadline);
    } catch (cause) {
      if (cause instanceof SupergraphSourceError) throw cause;
      throw this.#failure(deadline.hasPassed ? `no answer within ${deadlineMs} ms` : reasonOf(cause), cause);
    }
  }

  async #get({ signal }: Deadline): Promise<string | undefined> {
    const { url, bearerToken, maxBytes } = this.#options;
    const response = await fetch(url, {
      redirect: 'error',
      signal,
      headers: {
        accept: 'text/plain, application/graphql, */*',
        ...(bearerToken && { authorization: `Bearer ${bearerToken}` }),
        ...(this.#etag && { 'if-none-match': this.#etag }),
      },
    });
    if (response.status === 304) return undefined;
    if (response.status !== 200) {
      await response.body?.cancel();
      throw this.#failure(`it answered ${response.status}`);
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) throw this.#failure(`it is larger than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    this.#etag = response.headers.get('etag') ?? undefined;
    return Buffer.concat(chunks).toString('utf8');
  }

  /** A query or a password may be a secret. */
  #failure(why: string, cause?: unknown): SupergraphSourceError {
    const { origin, pathname } = this.#options.url;
    return new SupergraphSourceError(`The supergraph at ${origin}${pathname} cannot be had: ${why}`, { cause });
  }
}

/** `fetch` hides what broke in the cause of its error. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
