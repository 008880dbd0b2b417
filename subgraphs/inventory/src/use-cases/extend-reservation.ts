import type { ExtendRequest, ExtendResponse } from '@souk/events';
import { scheduleExpiry } from '../data/expiry-job.js';
import { prolongHold } from '../data/reservation.repository.js';
import type { InventoryDependencies } from './dependencies.js';

/**
 * Holds the order's pieces for at least `ttlSeconds` from now.
 *
 * @returns `held: false` when the order does not hold its pieces, so nothing may be charged
 */
export async function extendReservation(
  { db }: InventoryDependencies,
  request: ExtendRequest,
): Promise<ExtendResponse> {
  return await db.transaction(async (tx) => {
    const held = await prolongHold(tx, request);
    if (held) await scheduleExpiry(tx, [request.orderId]);
    return { held };
  });
}
