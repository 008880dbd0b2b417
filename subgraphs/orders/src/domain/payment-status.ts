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
