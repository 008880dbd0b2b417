import type { Movement } from './movement.js';

/** Sums of movements, in minor units. What was reinstated is not disputed any more, what was returned not refunded. */
export interface Totals {
  /** how often an issuer agreed to pay */
  readonly chargesSucceeded: number;
  readonly captured: number;
  readonly refunded: number;
  readonly disputed: number;
}

export const noMoney: Totals = { chargesSucceeded: 0, captured: 0, refunded: 0, disputed: 0 };

export function add(totals: Totals, { kind, amount }: Movement): Totals {
  switch (kind) {
    case 'charged':
      return { ...totals, chargesSucceeded: totals.chargesSucceeded + 1 };
    case 'captured':
      return { ...totals, captured: totals.captured + amount };
    case 'refunded':
      return { ...totals, refunded: totals.refunded + amount };
    case 'refund-returned':
      return { ...totals, refunded: totals.refunded - amount };
    case 'disputed':
      return { ...totals, disputed: totals.disputed + amount };
    case 'reinstated':
      return { ...totals, disputed: totals.disputed - amount };
  }
}
