import { LruCache } from '../cache/lru-cache.js';
import type { PersistedQueryStore } from './persisted-query-store.js';

const MAX_CHARACTERS = 5_000_000;

export class MemoryQueryStore implements PersistedQueryStore {
  readonly #texts = new LruCache<string>(MAX_CHARACTERS);

  async find(hash: string): Promise<string | undefined> {
    return this.#texts.get(hash);
  }

  async remember(hash: string, text: string): Promise<void> {
    this.#texts.set(hash, text, text.length);
  }

  async health(): Promise<undefined> {
    return undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
