import { anEvent, reservationExpired } from '@souk/events';
import { failpoint } from '@souk/subgraph-kit';
import { changeToExpired, findOverdue } from '../data/reservation.repository.js';
import type { InventoryDependencies } from './dependencies.js';
import { giveBackPieces } from './give-back-pieces.js';

const SWEEP_SIZE = 500;

/**
 * Ends one reservation when its time is over; else changes nothing.
 *
 * Emits `reservation-expired` and `stock-changed`.
 */
export async function expireReservation(
  { db, outbox }: InventoryDependencies,
  { orderId }: { orderId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await changeToExpired(tx, orderId))) return;
    await failpoint('inventory.expire.decided', orderId);
    await giveBackPieces(tx, outbox, { orderId, kind: 'EXPIRED' });
    await outbox.append(tx, [anEvent(reservationExpired, { data: { orderId }, version: 0, at: new Date() })]);
  });
}

/** Ends what is overdue although its own job did not end it: a safety net, at most 500 at a time. */
export async function expireOverdueReservations(dependencies: InventoryDependencies): Promise<void> {
  for (const orderId of await findOverdue(dependencies.db, SWEEP_SIZE)) {
    await expireReservation(dependencies, { orderId });
  }
}
