import type { Logger } from 'pino';
import type { ReadManifest } from './manifest-reader.js';
import { type Manifest, parseManifest } from './parse-manifest.js';
import { Safelist } from './safelist.js';

export interface WatchedSafelistOptions {
  /** Paths, or `redis:<key>`. */
  readonly sources: readonly string[];
  readonly read: ReadManifest;
  readonly pollMs: number;
  readonly logger: Logger;
}

interface Loaded {
  readonly text: string;
  readonly manifest: Manifest;
}

/**
 * A safelist that follows its manifests. A manifest that cannot be read, or is wrong, changes nothing: what was read of it
 * before stays in force, and the log says why.
 */
export class WatchedSafelist implements Disposable {
  readonly #options: WatchedSafelistOptions;
  readonly #loaded = new Map<string, Loaded>();
  /** What the log has said of each source, so that it does not say it at every look. */
  readonly #complaints = new Map<string, string>();
  #safelist = new Safelist([]);
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  private constructor(options: WatchedSafelistOptions) {
    this.#options = options;
  }

  /** @throws ManifestError    of a file; one in Redis may come later */
  static async open(options: WatchedSafelistOptions): Promise<WatchedSafelist> {
    const watched = new WatchedSafelist(options);
    for (const source of options.sources) {
      if (source.startsWith('redis:')) await watched.#lookAt(source);
      else await watched.#load(source);
    }
    watched.#build();
    watched.#lookLater();
    return watched;
  }

  get current(): Safelist {
    return this.#safelist;
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #lookLater(): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#look(), this.#options.pollMs).unref();
  }

  async #look(): Promise<void> {
    const changes = await Promise.all(this.#options.sources.map((source) => this.#lookAt(source)));
    if (changes.includes(true)) {
      this.#build();
      this.#options.logger.info(
        { operations: this.#safelist.size },
        'Manifests of persisted operations were read anew',
      );
    }
    this.#lookLater();
  }

  async #lookAt(source: string): Promise<boolean> {
    try {
      const isNew = await this.#load(source);
      this.#complaints.delete(source);
      return isNew;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (this.#complaints.get(source) !== why)
        this.#options.logger.error({ manifest: source, why }, 'A manifest is not used');
      this.#complaints.set(source, why);
      return false;
    }
  }

  async #load(source: string): Promise<boolean> {
    const text = await this.#options.read(source);
    if (this.#loaded.get(source)?.text === text) return false;
    this.#loaded.set(source, { text, manifest: parseManifest(text) });
    return true;
  }

  #build(): void {
    this.#safelist = new Safelist([...this.#loaded.values()].map(({ manifest }) => manifest));
  }
}
