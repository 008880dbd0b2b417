import { createHash } from 'node:crypto';
import { stripIgnoredCharacters } from 'graphql';
import { LruCache } from '../cache/lru-cache.js';
import { canonicalId, type Manifest } from './parse-manifest.js';

export interface RegisteredOperation {
  readonly text: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
}

const MAX_REMEMBERED_TEXTS = 10_000;

/** The operations of some manifests. */
export class Safelist {
  readonly #byId = new Map<string, RegisteredOperation>();
  readonly #hashes = new Set<string>();
  readonly #bodies = new Set<string>();
  /** What was found out about texts that are not, to the letter, those of a manifest; by their hash. */
  readonly #verdicts = new LruCache<boolean>(MAX_REMEMBERED_TEXTS);

  constructor(manifests: readonly Manifest[]) {
    for (const [id, text] of manifests.flatMap((manifest) => [...manifest])) {
      const hash = sha256(text);
      this.#byId.set(id, { text, hash });
      this.#hashes.add(hash);
      const body = bodyHash(text);
      if (body !== undefined) this.#bodies.add(body);
    }
  }

  get size(): number {
    return this.#byId.size;
  }

  /** @param id    with or without `sha256:` */
  find(id: string): RegisteredOperation | undefined {
    return this.#byId.get(canonicalId(id));
  }

  /**
   * Whether the text is that of a registered operation; white space, commas and comments do not matter, everything else does.
   *
   * @param hash    SHA-256 of the text, hexadecimal
   */
  includes(text: string, hash: string): boolean {
    if (this.#hashes.has(hash)) return true;
    const known = this.#verdicts.get(hash);
    if (known !== undefined) return known;
    const body = bodyHash(text);
    const verdict = body !== undefined && this.#bodies.has(body);
    this.#verdicts.set(hash, verdict);
    return verdict;
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Undefined for a text that is not GraphQL. */
function bodyHash(text: string): string | undefined {
  try {
    return sha256(stripIgnoredCharacters(text));
  } catch {
    return undefined;
  }
}
