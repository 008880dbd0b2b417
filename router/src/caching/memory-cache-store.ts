import {
  type CacheEntry,
  type CacheReading,
  type CacheStore,
  LONGEST_FETCH_MS,
  type NewCacheEntry,
} from './cache-store.js';

interface Kept extends CacheEntry {
  readonly bytes: number;
  /** Since it was last spared. */
  wasUsed: boolean;
}

/** What an entry, and each of its terms, takes beside their texts: about, as measured with three terms each. */
const ENTRY_BYTES = 300;
const TERM_BYTES = 175;

/**
 * Entries in this process. What is oldest is forgotten first, but what was used is spared once: to note that it was costs a
 * fraction of moving it to the end each time.
 */
export class MemoryCacheStore implements CacheStore {
  readonly #maxBytes: number;
  readonly #entries = new Map<string, Kept>();
  readonly #keysByTerm = new Map<string, Set<string>>();
  /** When a term was invalidated last. The oldest come first. */
  readonly #invalidated = new Map<string, { readonly generation: number; readonly at: number }>();
  #generation = 0;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** About. */
  get bytes(): number {
    return this.#bytes;
  }

  read(keys: readonly string[]): CacheReading {
    const now = Date.now();
    return { generation: this.#generation, entries: keys.map((key) => this.#find(key, now)) };
  }

  write(entries: readonly NewCacheEntry[], generation: number): void {
    for (const { key, ...entry } of entries) {
      const isStale = entry.terms.some((term) => (this.#invalidated.get(term)?.generation ?? 0) > generation);
      if (!isStale) this.#keep(key, entry);
    }
  }

  async invalidate(terms: readonly string[]): Promise<number> {
    const now = Date.now();
    const generation = ++this.#generation;
    let count = 0;
    for (const term of terms) {
      this.#invalidated.delete(term);
      this.#invalidated.set(term, { generation, at: now });
      for (const key of [...(this.#keysByTerm.get(term) ?? [])]) if (this.#forget(key)) count++;
    }
    for (const [term, { at }] of this.#invalidated) {
      if (now - at < LONGEST_FETCH_MS) break;
      this.#invalidated.delete(term);
    }
    return count;
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #find(key: string, now: number): CacheEntry | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.expiresAt <= now) {
      this.#forget(key);
      return undefined;
    }
    entry.wasUsed = true;
    return entry;
  }

  #keep(key: string, entry: CacheEntry): void {
    this.#forget(key);
    // A part of an answer's text would keep the whole of it in memory.
    const encoded = Buffer.from(entry.text);
    const text = encoded.toString();
    const textBytes = encoded.length === text.length ? text.length : 2 * text.length;
    const termBytes = entry.terms.reduce((sum, term) => sum + term.length + TERM_BYTES, 0);
    const bytes = ENTRY_BYTES + textBytes + key.length + termBytes;
    if (bytes > this.#maxBytes) return;
    this.#entries.set(key, { ...entry, text, bytes, wasUsed: false });
    this.#bytes += bytes;
    for (const term of entry.terms) {
      const keys = this.#keysByTerm.get(term);
      if (keys) keys.add(key);
      else this.#keysByTerm.set(term, new Set([key]));
    }
    this.#makeRoom();
  }

  #makeRoom(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) return;
      if (!entry.wasUsed) this.#forget(key);
      else {
        entry.wasUsed = false;
        this.#entries.delete(key);
        this.#entries.set(key, entry);
      }
    }
  }

  #forget(key: string): boolean {
    const entry = this.#entries.get(key);
    if (!entry) return false;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    for (const term of entry.terms) {
      const keys = this.#keysByTerm.get(term);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysByTerm.delete(term);
    }
    return true;
  }
}
