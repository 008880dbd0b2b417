import type { Violation } from '../checker/violation.js';
import type { ClientLog } from '../clients/client-log.js';
import type { ShopFloor } from '../clients/shop-floor.js';
import type { Rig } from '../rig/rig.js';

/** One try of an experiment, on a rig that is at rest. */
export interface Trial {
  readonly rig: Rig;
  readonly floor: ShopFloor;
  readonly log: ClientLog;
  /** from 1; the same number makes the same choices */
  readonly seed: number;
  readonly random: () => number;
  /** Keeps a figure, such as a recovery time in milliseconds, for the report. */
  measure(name: string, value: number): void;
  /** Keeps a sentence for the report. */
  note(text: string): void;
}

export interface Experiment {
  readonly name: string;
  readonly says: string;
  /** how many are run when nobody says */
  readonly trials: { readonly short: number; readonly full: number };
  /** which of its cases a seed stands for, for the report */
  about?(seed: number): string;
  /** Does something terrible. @returns what only it can see; the checker looks at everything else afterwards */
  perform(trial: Trial): Promise<readonly Violation[]>;
}
