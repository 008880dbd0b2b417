import type { FulfillmentStatus } from './order-status.js';

/** How far an order's goods can go from where they are. Every change is checked against it, whoever asks for it. */
export const FULFILMENT_TRANSITIONS: Readonly<Record<FulfillmentStatus, readonly FulfillmentStatus[]>> = {
  UNFULFILLED: ['PARTIALLY_FULFILLED', 'FULFILLED'],
  PARTIALLY_FULFILLED: ['FULFILLED'],
  FULFILLED: ['DELIVERED'],
  DELIVERED: ['RETURNED'],
  RETURNED: [],
};

export function canBeFulfilled(from: FulfillmentStatus, to: FulfillmentStatus): boolean {
  return FULFILMENT_TRANSITIONS[from].includes(to);
}
