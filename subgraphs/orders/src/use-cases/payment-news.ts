import type { DisputeReport, RefundReport } from '../domain/payment.js';
import type { PaymentState } from '../domain/payment-outcome.js';

/** What Stripe told us about one of our PaymentIntents, by webhook or when it was asked. */
export type PaymentNews = { readonly id: string; readonly type: string } & (
  | { readonly kind: 'intent'; readonly orderId: string; readonly state: PaymentState }
  | { readonly kind: 'refund'; readonly intentId: string; readonly report: RefundReport }
  | { readonly kind: 'dispute'; readonly intentId: string; readonly report: DisputeReport }
);
