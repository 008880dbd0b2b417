import {
  checkoutSnapshotResponse,
  extendResponse,
  releaseRedemptionsResponse,
  releaseResponse,
  reserveResponse,
} from '@souk/events';
import { callService } from '@souk/subgraph-kit';
import type { OrdersConfig } from '../config.js';
import type { Checkout } from '../use-cases/dependencies.js';

/** Many may wait for the same stock row; within the router's deadline for a mutation, 15 s. */
const RESERVE_TIMEOUT_MS = 8_000;

/** The signed calls to carts and inventory. */
export function createCheckout({ name, peers, serviceSigningKey }: OrdersConfig): Checkout {
  const carts = { from: name, to: 'carts', url: peers.carts, signingKey: serviceSigningKey };
  const inventory = { from: name, to: 'inventory', url: peers.inventory, signingKey: serviceSigningKey };
  return {
    takeSnapshot: (body, requestId) =>
      callService({
        ...carts,
        path: '/service/checkout-snapshot',
        body,
        requestId,
        answer: checkoutSnapshotResponse,
      }),
    releaseRedemptions: async (orderId, requestId) => {
      const path = '/service/release-redemptions';
      await callService({ ...carts, path, body: { orderId }, requestId, answer: releaseRedemptionsResponse });
    },
    reserve: (body, requestId) =>
      callService({
        ...inventory,
        path: '/service/reserve',
        body,
        requestId,
        answer: reserveResponse,
        timeoutMs: RESERVE_TIMEOUT_MS,
      }),
    release: async (orderId, requestId) => {
      const path = '/service/release';
      await callService({ ...inventory, path, body: { orderId }, requestId, answer: releaseResponse });
    },
    extend: async (orderId, ttlSeconds) => {
      const body = { orderId, ttlSeconds };
      const { held } = await callService({ ...inventory, path: '/service/extend', body, answer: extendResponse });
      return held;
    },
  };
}
