import type { OrderLine } from './order.js';
import type { ReturnStatus } from './return-status.js';

export const ReturnReason = {
  DAMAGED: 'DAMAGED',
  DEFECTIVE: 'DEFECTIVE',
  WRONG_ITEM: 'WRONG_ITEM',
  NOT_AS_DESCRIBED: 'NOT_AS_DESCRIBED',
  NO_LONGER_WANTED: 'NO_LONGER_WANTED',
  OTHER: 'OTHER',
} as const;
export type ReturnReason = keyof typeof ReturnReason;

/** Pieces of one seller's lines that the buyer sends back. */
export interface Return {
  readonly id: string;
  readonly orderId: string;
  readonly sellerId: string;
  readonly status: ReturnStatus;
  /** the buyer's words */
  readonly comment: string | null;
  /** the seller's, to the buyer */
  readonly answer: string | null;
  readonly requestedAt: Date;
  /** approved, rejected or withdrawn */
  readonly decidedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly completedAt: Date | null;
  /** null until it is completed, and when there was nothing to give back */
  readonly refundId: string | null;
}

export interface ReturnLine {
  readonly returnId: string;
  readonly orderLineId: string;
  /** as announced */
  readonly quantity: number;
  readonly reason: ReturnReason;
  /** came, and lies on the shelf again */
  readonly restockedQuantity: number;
  /** came, and is lost */
  readonly writtenOffQuantity: number;
}

/** What came of one line. */
export interface ReceivedPieces {
  readonly lineId: string;
  readonly restocked: number;
  readonly writtenOff: number;
}

/** Whether nothing of the order is with the buyer any more. */
export function isAllBack(lines: readonly Pick<OrderLine, 'returnedQuantity'>[], sentPieces: number): boolean {
  return lines.reduce((sum, { returnedQuantity }) => sum + returnedQuantity, 0) === sentPieces;
}
