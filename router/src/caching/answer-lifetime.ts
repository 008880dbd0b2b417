/**
 * For how long an operation's answer holds: as long as the first of its parts to expire, and for one viewer when one part is
 * not for everybody. An answer without parts, of introspection, has no lifetime.
 */
export class AnswerLifetime {
  readonly #terms = new Set<string>();
  #expiresAt = Number.POSITIVE_INFINITY;
  #isPrivate = false;
  #isOver = false;

  /** Counts a part. @param expiresAt    by the clock of `Date.now()` */
  add(expiresAt: number, isPrivate: boolean, terms: readonly string[]): void {
    if (expiresAt < this.#expiresAt) this.#expiresAt = expiresAt;
    if (isPrivate) this.#isPrivate = true;
    for (const term of terms) this.#terms.add(term);
  }

  /** Counts a part that holds for no time at all, or did not come. */
  end(): void {
    this.#isOver = true;
  }

  /** Whole seconds from now, 0 when the answer is not to be kept. */
  secondsFrom(now: number): number {
    if (this.#isOver || this.#expiresAt === Number.POSITIVE_INFINITY) return 0;
    return Math.max(0, Math.floor((this.#expiresAt - now) / 1_000));
  }

  get isPrivate(): boolean {
    return this.#isPrivate;
  }

  /** Those of all parts. */
  get terms(): readonly string[] {
    return [...this.#terms];
  }
}
