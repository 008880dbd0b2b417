import type { CheckoutSnapshotRequest, CheckoutSnapshotResponse, ReserveRequest, ReserveResponse } from '@souk/events';
import type { Live, Logger, Outbox } from '@souk/subgraph-kit';
import type { OrdersConfig } from '../config.js';
import type { OrdersDatabase } from '../data/database.js';
import type { PaymentState } from '../domain/payment-outcome.js';
import type { CheckoutGate } from './checkout-gate.js';

export type { OrdersTransaction } from '../data/database.js';

/** What the use cases need of the world. */
export interface OrdersDependencies {
  readonly config: OrdersConfig;
  readonly database: OrdersDatabase;
  readonly outbox: Outbox;
  readonly live: Live;
  readonly logger: Logger;
  readonly clock: () => Date;
  readonly checkout: Checkout;
  readonly checkoutGate: CheckoutGate;
  readonly payments: PaymentGateway;
}

/** The two answers that must be fresh. Each throws ServiceUnavailableError when there is none in time. */
export interface Checkout {
  takeSnapshot(request: CheckoutSnapshotRequest, requestId: string): Promise<CheckoutSnapshotResponse>;
  reserve(request: ReserveRequest, requestId: string): Promise<ReserveResponse>;
  /** @returns false when the stock is no longer held: nothing may be charged */
  extend(orderId: string, ttlSeconds: number): Promise<boolean>;
}

export interface PaymentRequest {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly userId: string | null;
  readonly amountMinor: number;
  readonly currency: string;
}

export type RefundAnswer = 'SUCCEEDED' | 'FAILED';

/**
 * Stripe, as far as we need it. Everything can be asked again with the same arguments and happens once. Each throws
 * ServiceUnavailableError when the answer is not known; what Stripe refuses for good is an outcome.
 */
export interface PaymentGateway {
  /** Makes the order's PaymentIntent; no money moves. */
  open(request: PaymentRequest): Promise<PaymentState>;
  /** Charges, with the method the shopper chose. */
  confirm(orderId: string, intentId: string, methodToken: string): Promise<PaymentState>;
  find(intentId: string): Promise<PaymentState>;
  /** @returns the state that was found when it was too late to cancel */
  cancel(intentId: string): Promise<PaymentState>;
  refund(refund: { id: string; orderId: string; intentId: string; amountMinor: number }): Promise<RefundAnswer>;
}
