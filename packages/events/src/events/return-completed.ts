import { defineEvent } from '../event.js';
import { minorUnits, returnFacts } from '../shapes.js';

/** The return is settled: its money was given back, or there was none to give. Published by orders. */
export const returnCompleted = defineEvent(
  'return-completed',
  [],
  returnFacts.extend({ refundedMinor: minorUnits.nonnegative() }),
);
