/** Something that must not be. Invariants are named, so that a planted bug can be known by what it breaks. */
export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/** Collects violations of one invariant, with one sentence for each. */
export function violations(invariant: string, details: Iterable<string>): Violation[] {
  return [...details].map((detail) => ({ invariant, detail }));
}
