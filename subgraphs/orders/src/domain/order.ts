import type { Currency } from '@souk/subgraph-kit';
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from './order-status.js';

/** One purchase. Amounts are minor units of `currency`. */
export interface Order {
  readonly id: string;
  readonly number: string;
  /** null for a guest's order, whose id is its key */
  readonly userId: string | null;
  readonly email: string;
  readonly cartId: string | null;
  readonly currency: Currency;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly fulfillmentStatus: FulfillmentStatus;
  /** from 1, up by one per change; each version has one event */
  readonly version: number;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly shippingAddress: OrderAddress;
  readonly billingAddress: OrderAddress;
  /** working days from payment to the door */
  readonly maxDeliveryDays: number;
  readonly estimatedDeliveryAt: Date;
  /** by the inventory's clock; null for what never waited for a payment here */
  readonly reservedUntil: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** As it was when the order was placed. */
export interface OrderAddress {
  readonly recipient: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** state, province or prefecture */
  readonly region: string | null;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly phone: string | null;
}

export interface OrderLine {
  readonly id: string;
  readonly orderId: string;
  readonly variantId: string;
  readonly productId: string;
  readonly sellerId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
}

export type OrderEventKind =
  | 'ORDER_PLACED'
  | 'PAYMENT_ACTION_REQUIRED'
  | 'PAYMENT_FAILED'
  | 'PAYMENT_SUCCEEDED'
  | 'PAYMENT_LATE'
  | 'ORDER_PROCESSING'
  | 'SHIPMENT_SENT'
  | 'SHIPMENT_DELIVERED'
  | 'ORDER_CANCELLED'
  | 'ORDER_RETURNED'
  | 'REFUND_SUCCEEDED'
  | 'REFUND_FAILED';

/** What happened with one version of an order. */
export interface OrderEvent {
  readonly orderId: string;
  readonly version: number;
  readonly kind: OrderEventKind;
  /** of the order from `at` on */
  readonly status: OrderStatus;
  /** null for the first event */
  readonly previousStatus: OrderStatus | null;
  readonly message: string;
  readonly at: Date;
}

export interface Payment {
  readonly orderId: string;
  /** Stripe's PaymentIntent; null until Stripe has told it */
  readonly intentId: string | null;
  /** what the shopper chose to pay with; null when the client confirms the payment itself */
  readonly methodToken: string | null;
  readonly status: PaymentStatus;
  /** what is charged: the order's total */
  readonly amountMinor: number;
  readonly refundedMinor: number;
  readonly paidAt: Date | null;
  /** identifies the last refused attempt, so that hearing of it twice changes nothing */
  readonly failureId: string | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}

export type RefundStatus = 'PENDING' | 'SUCCEEDED' | 'FAILED';

export interface Refund {
  readonly id: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly status: RefundStatus;
  readonly reason: string;
  readonly createdAt: Date;
}

export interface Shipment {
  readonly id: string;
  readonly orderId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly shippedAt: Date;
  readonly deliveredAt: Date | null;
}

export interface ShipmentLine {
  readonly shipmentId: string;
  readonly orderLineId: string;
  readonly quantity: number;
}
