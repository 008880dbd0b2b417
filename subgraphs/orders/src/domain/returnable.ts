import type { Pieces } from './fulfilment.js';
import type { OrderErrorCode } from './order.errors.js';
import type { OrderLine, Shipment, ShipmentLine } from './order.js';
import type { Return, ReturnLine } from './return.js';

const DAY_MS = 86_400_000;

export type SentPieces = Pick<ShipmentLine, 'orderLineId' | 'quantity'> & Pick<Shipment, 'deliveredAt'>;
type ClaimedPieces = Pick<ReturnLine, 'orderLineId' | 'quantity' | 'restockedQuantity' | 'writtenOffQuantity'> &
  Pick<Return, 'status'>;

export interface ReturnBasis {
  readonly sent: readonly SentPieces[];
  /** of all returns of the order so far */
  readonly claimed: readonly ClaimedPieces[];
  readonly windowDays: number;
  readonly now: Date;
}

export interface ReturnObjection {
  readonly code: Extract<OrderErrorCode, 'NOT_DELIVERED' | 'RETURN_WINDOW_CLOSED' | 'QUANTITY_EXCEEDED'>;
  readonly message: string;
}

/**
 * How many pieces of a line can be sent back: those that were delivered within the window and not sent back before. Pieces of a line are
 * alike, so the earlier ones count as those which went back first.
 */
export function returnablePieces(lineId: string, { sent, claimed, windowDays, now }: ReturnBasis): number {
  const arrived = sent.filter(({ orderLineId, deliveredAt }) => orderLineId === lineId && deliveredAt);
  const inTime = arrived.filter(
    ({ deliveredAt }) => deliveredAt && now.getTime() - deliveredAt.getTime() <= windowDays * DAY_MS,
  );
  return Math.max(0, Math.min(count(inTime), count(arrived) - claimedPieces(lineId, claimed)));
}

/** @returns why these pieces of the line can't be sent back, or null when they can */
export function objectionToReturn({ lineId, quantity }: Pieces, basis: ReturnBasis): ReturnObjection | null {
  const free = returnablePieces(lineId, basis);
  if (quantity <= free) return null;
  const arrived = basis.sent.filter(({ orderLineId, deliveredAt }) => orderLineId === lineId && deliveredAt);
  if (arrived.length === 0) return { code: 'NOT_DELIVERED', message: 'Nothing of this line was delivered yet' };
  if (free > 0 || count(arrived) === claimedPieces(lineId, basis.claimed)) {
    return { code: 'QUANTITY_EXCEEDED', message: `${free} can be sent back, got ${quantity}` };
  }
  const message = `It can be sent back within ${basis.windowDays} days of its delivery`;
  return { code: 'RETURN_WINDOW_CLOSED', message };
}

/** What goes or went back: as announced until it came, and then as much as came. */
function claimedPieces(lineId: string, claimed: readonly ClaimedPieces[]): number {
  return claimed.filter(({ orderLineId }) => orderLineId === lineId).reduce((sum, line) => sum + piecesOf(line), 0);
}

function piecesOf({ status, quantity, restockedQuantity, writtenOffQuantity }: ClaimedPieces): number {
  switch (status) {
    case 'REQUESTED':
    case 'APPROVED':
      return quantity;
    case 'RECEIVED':
    case 'COMPLETED':
      return restockedQuantity + writtenOffQuantity;
    case 'REJECTED':
    case 'WITHDRAWN':
      return 0;
    default:
      return status satisfies never;
  }
}

function count(some: readonly { readonly quantity: number }[]): number {
  return some.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Lines of one seller travel together: each seller has an address of its own. */
export function bySeller<Asked extends Pick<Pieces, 'lineId'>>(
  asked: readonly Asked[],
  lines: readonly Pick<OrderLine, 'id' | 'sellerId'>[],
): Map<string, Asked[]> {
  const groups = new Map<string, Asked[]>();
  for (const one of asked) {
    const sellerId = lines.find(({ id }) => id === one.lineId)?.sellerId;
    if (sellerId) groups.set(sellerId, [...(groups.get(sellerId) ?? []), one]);
  }
  return groups;
}
