import type { CheckoutSnapshotRequest, CheckoutSnapshotResponse, ReserveRequest, ReserveResponse } from '@souk/events';
import type { Live, Logger, Outbox } from '@souk/subgraph-kit';
import type { OrdersConfig } from '../config.js';
import type { OrdersDatabase } from '../data/database.js';
import type { CaptureMethod, Refund, RefundReport } from '../domain/payment.js';
import type { PaymentState } from '../domain/payment-outcome.js';
import type { CheckoutGate } from './checkout-gate.js';
import type { PaymentNews } from './payment-news.js';

export type { OrdersTransaction } from '../data/database.js';

/** What the use cases need of the world. */
export interface OrdersDependencies {
  readonly config: OrdersConfig;
  readonly database: OrdersDatabase;
  /** connections of its own, for taking in what Stripe says */
  readonly mailbox: OrdersDatabase;
  readonly outbox: Outbox;
  readonly live: Live;
  readonly logger: Logger;
  readonly clock: () => Date;
  /** @returns a link to a page of ours that whoever has it may open for fifteen minutes */
  readonly documentUrl: (path: string) => string;
  readonly checkout: Checkout;
  readonly checkoutGate: CheckoutGate;
  readonly payments: PaymentGateway;
  /** told when an order was put right that nobody had told us about */
  readonly onRepair: (by: 'events' | 'intents') => void;
}

/** The answers that must be fresh. Each throws ServiceUnavailableError when there is none in time. */
export interface Checkout {
  takeSnapshot(request: CheckoutSnapshotRequest, requestId: string): Promise<CheckoutSnapshotResponse>;
  /** Tells carts that the checkout becomes no order. */
  releaseRedemptions(orderId: string, requestId: string): Promise<void>;
  reserve(request: ReserveRequest, requestId: string): Promise<ReserveResponse>;
  /** The order was not written: its stock is anybody's again. */
  release(orderId: string, requestId: string): Promise<void>;
  /** @returns false when the stock is no longer held: nothing may be charged */
  extend(orderId: string, ttlSeconds: number): Promise<boolean>;
}

export interface PaymentRequest {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly userId: string | null;
  /** Stripe's; null for a guest */
  readonly customerId: string | null;
  readonly captureMethod: CaptureMethod;
  readonly amountMinor: number;
  readonly currency: string;
}

export interface CaptureRequest {
  readonly orderId: string;
  readonly intentId: string;
  /** captured before */
  readonly fromMinor: number;
  readonly amountMinor: number;
  /** nothing more will be captured; what is left is let go */
  readonly isFinal: boolean;
}

export type RefundRequest = Pick<Refund, 'id' | 'orderId' | 'stripeId' | 'amountMinor' | 'createdAt'> & {
  readonly intentId: string;
};

/**
 * Stripe, as far as we need it. Everything can be asked again with the same arguments and happens once. Each throws
 * ServiceUnavailableError when the answer is not known; what Stripe refuses for good is an outcome.
 */
export interface PaymentGateway {
  /** Makes a member's customer. @returns its id */
  openCustomer(userId: string): Promise<string>;
  /** Makes the order's PaymentIntent; no money moves. */
  open(request: PaymentRequest): Promise<PaymentState>;
  /** Charges, or authorises, with the method the shopper chose. */
  confirm(orderId: string, intentId: string, methodToken: string): Promise<PaymentState>;
  find(intentId: string): Promise<PaymentState>;
  /** Takes money that is authorised. @returns the state that was found when that is not possible */
  capture(request: CaptureRequest): Promise<PaymentState>;
  /** @returns the state that was found when it was too late to cancel */
  cancel(intentId: string): Promise<PaymentState>;
  /** What happened since then, as Stripe's list of events has it, page by page, newest first. */
  newsSince(since: Date): AsyncIterable<readonly PaymentNews[]>;
  /** Makes the refund, or asks what became of it. */
  refund(request: RefundRequest): Promise<RefundReport>;
}
