import { isChargeable } from '@souk/subgraph-kit';
import { type Pieces, unsent } from './fulfilment.js';
import { shareOfPieces } from './line-share.js';
import type { OrderErrorCode } from './order.errors.js';
import type { Order, OrderLine, ShipmentLine } from './order.js';

/** What is to be given back. */
export type RefundScope =
  /** everything that is left */
  | { readonly kind: 'rest' }
  | { readonly kind: 'amount'; readonly amountMinor: number }
  /** the price of these pieces, discount and tax included; each line once */
  | {
      readonly kind: 'pieces';
      readonly lines: readonly Pieces[];
      /** when so much is not left: what is left, instead of nothing */
      readonly isCapped?: boolean;
    };

/** What the scope is measured against. */
export interface RefundBasis {
  readonly currency: Order['currency'];
  readonly leftMinor: number;
  readonly lines: readonly OrderLine[];
  readonly sent: readonly Pick<ShipmentLine, 'orderLineId' | 'quantity'>[];
  /** money is taken with each parcel: nothing was taken yet for what was not sent */
  readonly isTakenByParcel: boolean;
}

export interface RefundObjection {
  readonly code: OrderErrorCode;
  readonly message: string;
  readonly field: 'orderId' | 'lines' | 'amountMinor';
}

/** @returns how much it is, chargeable and within what is left, or why it can't be */
export function measureRefund(scope: RefundScope, basis: RefundBasis): number | RefundObjection {
  const { leftMinor, currency } = basis;
  if (leftMinor === 0) {
    return { code: 'NOTHING_TO_REFUND', message: 'Nothing is left to refund', field: 'orderId' };
  }
  if (scope.kind === 'rest') return leftMinor;
  const field = scope.kind === 'amount' ? 'amountMinor' : 'lines';
  const amountMinor = scope.kind === 'amount' ? scope.amountMinor : priceOfPieces(scope, basis);
  if (typeof amountMinor !== 'number') return amountMinor;
  if (amountMinor > leftMinor) {
    return { code: 'REFUND_EXCEEDED', message: `${leftMinor} left to refund, got ${amountMinor}`, field };
  }
  if (amountMinor === 0) return { code: 'NOTHING_TO_REFUND', message: 'These pieces cost nothing', field };
  if (isChargeable(amountMinor, currency)) return amountMinor;
  return { code: 'AMOUNT_NOT_CHARGEABLE', message: `No card takes ${amountMinor} of ${currency}`, field };
}

function priceOfPieces(
  { lines: pieces, isCapped = false }: Extract<RefundScope, { kind: 'pieces' }>,
  basis: RefundBasis,
): number | RefundObjection {
  const { lines, currency, leftMinor } = basis;
  let sumMinor = 0;
  for (const { lineId, quantity } of pieces) {
    const line = lines.find(({ id }) => id === lineId);
    const free = line ? refundablePieces(line, basis) : 0;
    if (!line || quantity > free) {
      return { code: 'QUANTITY_EXCEEDED', message: `${free} pieces can be refunded, got ${quantity}`, field: 'lines' };
    }
    sumMinor += shareOfPieces(line, { skip: line.refundedQuantity, quantity }, currency);
  }
  return isCapped ? Math.min(sumMinor, leftMinor) : sumMinor;
}

/** Pieces that came back, or were paid and not sent, and were not refunded. */
export function refundablePieces(
  line: OrderLine,
  { sent, isTakenByParcel }: Pick<RefundBasis, 'sent' | 'isTakenByParcel'>,
): number {
  const [left] = isTakenByParcel ? [] : unsent([line], sent);
  return piecesOwed(line) + (left?.quantity ?? 0);
}

/** Pieces that came back or were dropped, and whose price was not given back, or did not arrive. */
export function piecesOwed({
  returnedQuantity,
  droppedQuantity,
  refundedQuantity,
}: Pick<OrderLine, 'returnedQuantity' | 'droppedQuantity' | 'refundedQuantity'>): number {
  return returnedQuantity + droppedQuantity - refundedQuantity;
}

/** Which of the pieces to be refunded are still to be sent, and are dropped with it. Those that are owed come first. */
export function piecesToDrop(pieces: readonly Pieces[], lines: readonly OrderLine[]): Pieces[] {
  return pieces.flatMap(({ lineId, quantity }) => {
    const line = lines.find(({ id }) => id === lineId);
    const dropped = line ? quantity - piecesOwed(line) : 0;
    return dropped > 0 ? [{ lineId, quantity: dropped }] : [];
  });
}
