import type { PaymentStatus } from './payment-status.js';

/** When the money is taken: with the buyer's confirmation, or parcel by parcel out of what the bank has authorised. */
export type CaptureMethod = 'AUTOMATIC' | 'ON_FULFILMENT';

/** How an order is paid. Amounts are minor units of the order's currency. */
export interface Payment {
  readonly orderId: string;
  /** Stripe's PaymentIntent; null until Stripe has told it */
  readonly intentId: string | null;
  /** what the shopper chose to pay with; null when the client confirms the payment itself */
  readonly methodToken: string | null;
  readonly status: PaymentStatus;
  readonly captureMethod: CaptureMethod;
  /** what is to be paid: the order's total */
  readonly amountMinor: number;
  readonly authorizedMinor: number;
  /** of an authorised payment: how much is to be captured by now, in all */
  readonly captureDueMinor: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  /** refunds that were made or asked for and did not fail */
  readonly refundClaimedMinor: number;
  /** taken back by the bank for disputes that were not won */
  readonly disputedMinor: number;
  readonly paidAt: Date | null;
  /** identifies the last refused attempt, so that hearing of it twice changes nothing */
  readonly failureId: string | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}

/** What can still be refunded. Below zero never; a dispute may take what a refund has claimed. */
export function refundableMinor(
  payment: Pick<Payment, 'capturedMinor' | 'refundClaimedMinor' | 'disputedMinor'>,
): number {
  return Math.max(0, payment.capturedMinor - payment.refundClaimedMinor - payment.disputedMinor);
}

/** What was sent and can't be taken any more: the bank has let go of it. It is to be collected from the buyer in another way. */
export function outstandingMinor({
  status,
  captureDueMinor,
  capturedMinor,
}: Pick<Payment, 'status' | 'captureDueMinor' | 'capturedMinor'>): number {
  const canBeTaken = status === 'AUTHORIZED' || status === 'PARTIALLY_CAPTURED';
  return canBeTaken ? 0 : Math.max(0, captureDueMinor - capturedMinor);
}

/** A parcel has left whose share is still to be taken: what the buyer has paid by now is not all that he will have. */
export function isBeingTaken({
  status,
  captureDueMinor,
  capturedMinor,
}: Pick<Payment, 'status' | 'captureDueMinor' | 'capturedMinor'>): boolean {
  return (status === 'AUTHORIZED' || status === 'PARTIALLY_CAPTURED') && captureDueMinor > capturedMinor;
}

/** In the order in which a refund goes through them: what succeeded may fail days later, what failed stays so. */
export const REFUND_STATUSES = ['PENDING', 'SUCCEEDED', 'FAILED'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

export interface Refund {
  readonly id: string;
  readonly orderId: string;
  /** Stripe's; null until Stripe has told it */
  readonly stripeId: string | null;
  readonly amountMinor: number;
  readonly status: RefundStatus;
  readonly reason: string;
  readonly createdAt: Date;
}

/** What Stripe says of a refund, now or earlier. */
export interface RefundReport {
  /** ours, when we made it; null for one that was made in Stripe's dashboard */
  readonly refundId: string | null;
  readonly stripeId: string | null;
  readonly amountMinor: number;
  readonly status: RefundStatus;
}

/** In the order in which a dispute goes through them: an inquiry takes no money, and what was lost may be won by an appeal. */
export const DISPUTE_STATUSES = ['INQUIRY', 'OPEN', 'CLOSED', 'LOST', 'WON'] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** A charge that the cardholder's bank has questioned. */
export interface Dispute {
  /** Stripe's */
  readonly id: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly status: DisputeStatus;
  /** Stripe's word, such as `fraudulent` */
  readonly reason: string;
  readonly openedAt: Date;
}

export type DisputeReport = Omit<Dispute, 'orderId'>;

/** Whether a report tells more than is known. What is told late, in any order, changes nothing. */
export function isNews<Status extends string>(known: Status, told: Status, inOrder: readonly Status[]): boolean {
  return inOrder.indexOf(told) > inOrder.indexOf(known);
}
