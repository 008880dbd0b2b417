const TTL_SECONDS = 24 * 60 * 60;
const MAX_KEYS = 500_000;

interface Count {
  readonly since: number;
  readonly executions: number;
}

/**
 * How often the work behind each idempotency key was done, counted where it is done and not where keys are remembered:
 * within 24 hours it must be once.
 */
export class Executions {
  readonly #byKey = new Map<string, Count>();
  readonly #now: () => number;
  readonly #repeated = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  count(key: string): void {
    this.#forgetOld();
    const known = this.#byKey.get(key);
    const executions = (known?.executions ?? 0) + 1;
    this.#byKey.set(key, { since: known?.since ?? this.#now(), executions });
    if (executions > 1) this.#repeated.set(key, executions);
  }

  /** @returns    executions by key, of the keys of the last 24 hours and of all that were executed more than once */
  byKey(): Readonly<Record<string, number>> {
    const recent = [...this.#byKey].map(([key, { executions }]) => [key, executions] as const);
    return Object.fromEntries([...this.#repeated, ...recent]);
  }

  #forgetOld(): void {
    const oldest = this.#now() - TTL_SECONDS;
    for (const [key, { since }] of this.#byKey) {
      if (since > oldest && this.#byKey.size <= MAX_KEYS) return;
      this.#byKey.delete(key);
    }
  }
}
