/** What speaks for one item. */
export interface Evidence {
  /** Σ weight · likeness over the tastes ∕ Σ weight, 0–1 */
  readonly together: number;
  /** cosine with the profile, 0–1 */
  readonly alike: number;
  /** share of the recent shoppers who took to it, 0–1 */
  readonly popular: number;
}
