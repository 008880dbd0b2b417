/** Something that is kept. */
export interface CacheEntry {
  /** JSON text. */
  readonly text: string;
  /** By the clock of `Date.now()`. */
  readonly expiresAt: number;
  /** How long it was to be kept when it was new, in seconds. */
  readonly seconds: number;
  /** By any of them it can be made to be forgotten; see `invalidation-terms.ts`. */
  readonly terms: readonly string[];
}

export interface NewCacheEntry extends CacheEntry {
  readonly key: string;
}

export interface CacheReading {
  /** Tells what was invalidated before from what is invalidated later. Undefined when the store is away: nothing can be written then. */
  readonly generation: number | undefined;
  /** Aligned with the keys that were read; empty when the store is away. */
  readonly entries: readonly (CacheEntry | undefined)[];
}

/** Where entries are kept. Whoever makes one disposes of it. */
export interface CacheStore extends AsyncDisposable {
  /** Never throws. At once where nothing has to be waited for. */
  read(keys: readonly string[]): CacheReading | Promise<CacheReading>;
  /**
   * Never throws, and is not waited for. An entry is not kept when one of its terms was invalidated after `generation` was
   * read: its text may be from before.
   */
  write(entries: readonly NewCacheEntry[], generation: number): void;
  /**
   * Forgets what has any of the terms.
   *
   * @returns how many entries
   * @throws when the store is away
   */
  invalidate(terms: readonly string[]): Promise<number>;
}

/** How long it is remembered what was invalidated: no fetch is under way longer, for no deadline can be over an hour. */
export const LONGEST_FETCH_MS = 3_700_000;
