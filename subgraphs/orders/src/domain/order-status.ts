import type { OrderEventKind } from './order-event-kind.js';
import { type PaymentStatus, SECURED } from './payment-status.js';

export const OrderStatus = {
  PENDING: 'PENDING',
  CONFIRMED: 'CONFIRMED',
  PROCESSING: 'PROCESSING',
  SHIPPED: 'SHIPPED',
  DELIVERED: 'DELIVERED',
  CANCELLED: 'CANCELLED',
  RETURNED: 'RETURNED',
} as const;
export type OrderStatus = keyof typeof OrderStatus;

export const FulfillmentStatus = {
  UNFULFILLED: 'UNFULFILLED',
  PARTIALLY_FULFILLED: 'PARTIALLY_FULFILLED',
  FULFILLED: 'FULFILLED',
  DELIVERED: 'DELIVERED',
  RETURNED: 'RETURNED',
} as const;
export type FulfillmentStatus = keyof typeof FulfillmentStatus;

/** What a change of status is measured against: the order as it will be. */
export interface OrderStanding {
  readonly paymentStatus: PaymentStatus;
  readonly fulfillmentStatus: FulfillmentStatus;
}

export interface OrderTransition {
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  /** one of these stands on the timeline */
  readonly kinds: readonly OrderEventKind[];
  /** what the other subgraphs hear; null: they told us themselves */
  readonly fact: 'order-paid' | 'order-cancelled' | 'order-shipped' | 'order-delivered' | 'return-completed' | null;
  readonly guard: (order: OrderStanding) => boolean;
}

const isSecured = ({ paymentStatus }: OrderStanding) => SECURED.includes(paymentStatus);
const isAt =
  (status: FulfillmentStatus) =>
  ({ fulfillmentStatus }: OrderStanding) =>
    fulfillmentStatus === status;
const isUnsent = isAt('UNFULFILLED');
const ENDED = ['ORDER_CANCELLED', 'PAYMENT_FAILED'] as const;

/** Where an order can go from where it is. Every change of status is checked against it, whoever asks for it. */
export const ORDER_TRANSITIONS: readonly OrderTransition[] = [
  {
    ...{ from: 'PENDING', to: 'CONFIRMED', fact: 'order-paid', guard: isSecured },
    kinds: ['PAYMENT_SUCCEEDED', 'PAYMENT_AUTHORIZED'],
  },
  { from: 'PENDING', to: 'CANCELLED', kinds: ENDED, fact: 'order-cancelled', guard: isUnsent },
  { from: 'CONFIRMED', to: 'PROCESSING', kinds: ['ORDER_PROCESSING'], fact: null, guard: isSecured },
  { from: 'CONFIRMED', to: 'CANCELLED', kinds: ENDED, fact: 'order-cancelled', guard: isUnsent },
  {
    from: 'PROCESSING',
    to: 'SHIPPED',
    // when the rest of a partly sent order is refunded, no parcel leaves and there is nothing to tell
    kinds: ['SHIPMENT_SENT', 'REST_REFUNDED'],
    fact: 'order-shipped',
    guard: isAt('FULFILLED'),
  },
  { from: 'PROCESSING', to: 'CANCELLED', kinds: ENDED, fact: 'order-cancelled', guard: isUnsent },
  {
    from: 'SHIPPED',
    to: 'DELIVERED',
    kinds: ['SHIPMENT_DELIVERED'],
    fact: 'order-delivered',
    guard: isAt('DELIVERED'),
  },
  { from: 'DELIVERED', to: 'RETURNED', kinds: ['ORDER_RETURNED'], fact: 'return-completed', guard: isAt('RETURNED') },
];

export function transitionOf(from: OrderStatus, to: OrderStatus): OrderTransition | undefined {
  return ORDER_TRANSITIONS.find((transition) => transition.from === from && transition.to === to);
}

export function canBecome(from: OrderStatus, to: OrderStatus): boolean {
  return transitionOf(from, to) !== undefined;
}

/** Nothing follows a final status: whoever follows the order may stop. */
export function isFinal(status: OrderStatus): boolean {
  return ORDER_TRANSITIONS.every(({ from }) => from !== status);
}
