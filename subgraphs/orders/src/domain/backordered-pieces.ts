import { addWorkingDays } from './estimated-delivery.js';
import type { Pieces } from './fulfilment.js';
import type { OrderLine } from './order.js';

const DAY_MS = 86_400_000;

type Backordered = Pick<OrderLine, 'backorderedQuantity' | 'arrivedQuantity' | 'backorderLeadDays'>;

/** Pieces of the line that the shop waits for itself. */
export function backorderedPieces({ backorderedQuantity, arrivedQuantity }: Backordered): number {
  return Math.max(0, backorderedQuantity - arrivedQuantity);
}

/** More may have been told to have arrived than was told to be waited for: then that is still to be heard of. */
export function isEverythingThere(lines: readonly Backordered[]): boolean {
  return lines.every(({ backorderedQuantity, arrivedQuantity }) => backorderedQuantity === arrivedQuantity);
}

/** What can be sent now, of what is left to be sent. Lines without any are missing. */
export function readyToSend(
  left: readonly Pieces[],
  lines: readonly (Backordered & { readonly id: string })[],
): Pieces[] {
  return left.flatMap(({ lineId, quantity }) => {
    const line = lines.find(({ id }) => id === lineId);
    const ready = quantity - (line ? backorderedPieces(line) : 0);
    return ready > 0 ? [{ lineId, quantity: ready }] : [];
  });
}

/**
 * When everything is at the door at the latest.
 *
 * @param workingDays  of the way
 */
export function estimateDelivery(
  from: Date,
  { lines, workingDays }: { lines: readonly Backordered[]; workingDays: number },
): Date {
  return addWorkingDays(new Date(from.getTime() + leadDaysOf(lines) * DAY_MS), workingDays);
}

/** Until the last of the backordered pieces is there. */
function leadDaysOf(lines: readonly Backordered[]): number {
  return Math.max(0, ...lines.map((line) => (backorderedPieces(line) > 0 ? (line.backorderLeadDays ?? 0) : 0)));
}
