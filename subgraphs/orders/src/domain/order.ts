import type { Currency } from '@souk/subgraph-kit';
import type { OrderEventKind } from './order-event-kind.js';
import type { FulfillmentStatus, OrderStatus } from './order-status.js';
import type { PaymentStatus } from './payment-status.js';

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
  /** contained in the total, shipping's too; 0 where tax is added */
  readonly includedTaxMinor: number;
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
  /** contained in the price; 0 where tax is added */
  readonly includedTaxMinor: number;
  /** hundredths of a percent; null when it is not known */
  readonly taxRateBasisPoints: number | null;
  /** pieces that came back and were received */
  readonly returnedQuantity: number;
  /** pieces whose price was given back, or is on its way */
  readonly refundedQuantity: number;
  /** pieces that were refunded before they were sent: they never will be, whatever becomes of the refund */
  readonly droppedQuantity: number;
  /** pieces that were sold before they were there */
  readonly backorderedQuantity: number;
  /** of those, how many have arrived since, or need not any more */
  readonly arrivedQuantity: number;
  /** days from the order until the backordered ones are there; null when none is */
  readonly backorderLeadDays: number | null;
}

/** Pieces of the order's line of a variant that the shop waited for. */
export interface ArrivedPieces {
  readonly variantId: string;
  readonly quantity: number;
}

/** Pieces of the order's line of a variant that the shop waits for. */
export interface BackorderedPieces {
  readonly variantId: string;
  readonly quantity: number;
  readonly leadDays: number;
}

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
