import type { SubgraphName } from '@souk/platform/testing';

/** A mistake that somebody might make, and the experiment that must notice it. */
export interface PlantedBug {
  readonly name: string;
  readonly says: string;
  /** of the sources, in the chaos build of this bug alone */
  readonly alterations: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  /** of a database, after its migrations */
  readonly sql?: Partial<Readonly<Record<SubgraphName, string>>>;
  /** of the experiment that catches it */
  readonly experiment: string;
  /** of the invariants, one of which must be violated: a failure of another kind is no catch */
  readonly caughtBy: readonly string[];
}
