import type { ReleaseRequest, ReleaseResponse } from '@souk/events';
import { changeStatus } from '../data/reservation.repository.js';
import type { InventoryDependencies } from './dependencies.js';
import { giveBackPieces } from './give-back-pieces.js';

/**
 * The order will not be paid: what it holds can be sold again. Safe to repeat.
 *
 * @returns `released: false` when the order held nothing
 * Emits `stock-changed`.
 */
export async function releaseReservation(
  { db, outbox }: InventoryDependencies,
  { orderId }: ReleaseRequest,
): Promise<ReleaseResponse> {
  return await db.transaction(async (tx) => {
    const released = await changeStatus(tx, { orderId, from: 'HELD', to: 'RELEASED' });
    if (released) await giveBackPieces(tx, outbox, { orderId, kind: 'RELEASED' });
    return { released };
  });
}
