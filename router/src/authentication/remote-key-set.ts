import { type CryptoKey, createLocalJWKSet, errors, type JWTVerifyGetKey, type LocalJWKSet } from 'jose';
import type { Logger } from 'pino';
import { request } from 'undici';

export interface RemoteKeySetOptions {
  readonly url: string;
  /** How long keys are used before they are fetched again. */
  readonly refreshMs: number;
  /** How soon after a fetch a token with an unknown key causes another. */
  readonly cooldownMs: number;
  /** For one fetch, and so for whoever waits for it. */
  readonly deadlineMs: number;
  readonly logger: Logger;
}

/** How soon a fetch that failed is tried again, in the background and by requests. */
const RETRY_MS = 5_000;
const RETRY_ON_DEMAND_MS = 1_000;
/** About a thousand RSA keys. */
const MAX_BYTES = 1_000_000;

export interface FoundKey {
  readonly key: CryptoKey;
  /** The `version` of the set it is in. */
  readonly version: number;
}

/** No keys can be had now, so that nothing can be said of a token. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
  readonly code = 'KEYS_UNAVAILABLE';
}

/**
 * The keys that an issuer publishes, fetched before they are needed: at once, then every `refreshMs`, in the background.
 * While the issuer cannot be reached the keys that are known go on being used. Whoever makes one disposes of it.
 *
 * Source: RFC 7517
 */
export class RemoteKeySet implements Disposable {
  /** Counts the different sets that were fetched. A key that is published no more is in none of the later ones. */
  version = 0;
  readonly #options: RemoteKeySetOptions;
  #keys: LocalJWKSet | undefined;
  #text = '';
  #failure: KeysUnavailableError | undefined;
  #fetching: Promise<void> | undefined;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(options: RemoteKeySetOptions) {
    this.#options = options;
    void this.#fetch();
  }

  /**
   * The key that a token names. A name that is not known has the keys fetched again, unless that has just been done.
   *
   * @throws KeysUnavailableError | errors.JOSEError    the latter when the token is to blame
   */
  async find(...[header, token]: Parameters<JWTVerifyGetKey>): Promise<FoundKey> {
    if (!this.#keys) await this.#fetchAfter(RETRY_ON_DEMAND_MS);
    try {
      return await this.#find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.#fetchAfter(this.#options.cooldownMs);
      return this.#find(header, token);
    }
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
  }

  async #find(...[header, token]: Parameters<JWTVerifyGetKey>): Promise<FoundKey> {
    if (!this.#keys) throw this.#failure ?? new KeysUnavailableError('No keys yet');
    // Read before anything is waited for: meanwhile another set may come.
    const { version } = this;
    return { key: await this.#keys(header, token), version };
  }

  /** Waits for a fetch that is under way or starts one, unless the last one is too recent. */
  async #fetchAfter(pauseMs: number): Promise<void> {
    if (this.#fetching || performance.now() - this.#fetchedAt >= pauseMs) await this.#fetch();
    if (this.#failure) throw this.#failure;
  }

  #fetch(): Promise<void> {
    clearTimeout(this.#timer);
    this.#fetching ??= this.#replaceKeys().finally(() => {
      this.#fetching = undefined;
      this.#fetchedAt = performance.now();
      const pauseMs = this.#failure ? Math.min(RETRY_MS, this.#options.refreshMs) : this.#options.refreshMs;
      if (!this.#isDisposed) this.#timer = setTimeout(() => void this.#fetch(), pauseMs).unref();
    });
    return this.#fetching;
  }

  async #replaceKeys(): Promise<void> {
    const { url, logger } = this.#options;
    try {
      const text = await this.#download();
      this.#failure = undefined;
      if (text === this.#text) return;
      this.#keys = createLocalJWKSet(JSON.parse(text));
      this.#text = text;
      this.version++;
    } catch (cause) {
      this.#failure = new KeysUnavailableError('The issuer does not give its keys', { cause });
      logger.warn({ url, err: cause, hasKeys: this.#keys !== undefined }, 'Keys of access tokens could not be fetched');
    }
  }

  async #download(): Promise<string> {
    const { url, deadlineMs } = this.#options;
    const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(deadlineMs) });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`);
      chunks.push(chunk);
    }
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    return Buffer.concat(chunks).toString('utf8');
  }
}
