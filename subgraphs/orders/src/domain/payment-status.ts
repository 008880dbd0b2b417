import type { OrderEventKind } from './order-event-kind.js';
import type { PaymentBalances } from './payment-ledger.js';

export const PaymentStatus = {
  REQUIRES_PAYMENT: 'REQUIRES_PAYMENT',
  REQUIRES_ACTION: 'REQUIRES_ACTION',
  AUTHORIZED: 'AUTHORIZED',
  PARTIALLY_CAPTURED: 'PARTIALLY_CAPTURED',
  PAID: 'PAID',
  PARTIALLY_REFUNDED: 'PARTIALLY_REFUNDED',
  REFUNDED: 'REFUNDED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
export type PaymentStatus = keyof typeof PaymentStatus;

/** What the ledger says of a payment; what was before money moved, or nothing to pay, stays as it is. */
export function paymentStatusOf(balances: PaymentBalances, current: PaymentStatus): PaymentStatus {
  const { authorizedMinor, capturedMinor, refundedMinor, isReleased } = balances;
  if (capturedMinor > 0) {
    if (authorizedMinor > capturedMinor && !isReleased) return 'PARTIALLY_CAPTURED';
    if (refundedMinor === 0) return 'PAID';
    return refundedMinor < capturedMinor ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
  }
  if (isReleased) return current === 'FAILED' ? 'FAILED' : 'CANCELLED';
  return authorizedMinor > 0 ? 'AUTHORIZED' : current;
}

/** The money is ours or kept for us, or was. */
export const SECURED: readonly PaymentStatus[] = [
  ...(['AUTHORIZED', 'PARTIALLY_CAPTURED', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'] as const),
];

export interface PaymentTransition {
  readonly to: PaymentStatus;
  readonly from: readonly PaymentStatus[];
  /** one of these stands on the order's timeline */
  readonly kinds: readonly OrderEventKind[];
}

const UNPAID = ['REQUIRES_PAYMENT', 'REQUIRES_ACTION'] as const;
/** News may come late: the shop gave up, and the money came all the same. */
const UNSECURED = [...UNPAID, 'FAILED', 'CANCELLED'] as const;
const LET_GO = ['PAYMENT_RELEASED', 'PAYMENT_OUTSTANDING'] as const;
const TAKEN = ['PAYMENT_SUCCEEDED', 'PAYMENT_CAPTURED', ...LET_GO, 'PAYMENT_LATE'] as const;
const GIVEN_BACK = [...TAKEN, 'REFUND_SUCCEEDED', 'REFUND_FAILED'] as const;

/**
 * Where a payment can go from where it is. What money does is the ledger's to say (`paymentStatusOf`), so that is the guard; the table
 * says what must never be: money that was taken is not untaken, and nothing is undone but by a refund.
 */
export const PAYMENT_TRANSITIONS: readonly PaymentTransition[] = [
  { to: 'REQUIRES_PAYMENT', from: UNPAID, kinds: ['PAYMENT_FAILED'] },
  { to: 'REQUIRES_ACTION', from: UNPAID, kinds: ['PAYMENT_ACTION_REQUIRED'] },
  { to: 'FAILED', from: UNPAID, kinds: ['PAYMENT_FAILED'] },
  { to: 'CANCELLED', from: [...UNPAID, 'AUTHORIZED'], kinds: ['ORDER_CANCELLED', ...LET_GO] },
  { to: 'AUTHORIZED', from: UNSECURED, kinds: ['PAYMENT_AUTHORIZED', 'PAYMENT_LATE'] },
  { to: 'PARTIALLY_CAPTURED', from: [...UNSECURED, 'AUTHORIZED'], kinds: TAKEN },
  {
    ...{ to: 'PAID', kinds: [...TAKEN, 'REFUND_FAILED'] },
    from: [...UNSECURED, 'AUTHORIZED', 'PARTIALLY_CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED'],
  },
  {
    ...{ to: 'PARTIALLY_REFUNDED', kinds: GIVEN_BACK },
    from: [...UNSECURED, 'AUTHORIZED', 'PARTIALLY_CAPTURED', 'PAID', 'REFUNDED'],
  },
  {
    ...{ to: 'REFUNDED', kinds: GIVEN_BACK },
    from: [...UNSECURED, 'AUTHORIZED', 'PARTIALLY_CAPTURED', 'PAID', 'PARTIALLY_REFUNDED'],
  },
];

/** @param kind  what the timeline says of it */
export function canBePaid(from: PaymentStatus, to: PaymentStatus, kind: OrderEventKind): boolean {
  return PAYMENT_TRANSITIONS.some((one) => one.to === to && one.from.includes(from) && one.kinds.includes(kind));
}
