import type { ReserveRequest, ReserveResponse } from '@souk/events';
import { ConflictError, failpoint } from '@souk/subgraph-kit';
import { scheduleExpiry } from '../data/expiry-job.js';
import { claimHold, findPicks, lockReservation } from '../data/reservation.repository.js';
import type { Pick, WantedLine } from '../domain/choose-warehouses.js';
import { ShortOfStockError } from '../domain/short-of-stock.error.js';
import type { InventoryDependencies, InventoryTransaction } from './dependencies.js';
import { takePieces } from './take-pieces.js';

/**
 * Holds the pieces of an order that may have a reservation: one that has its pieces gets the same answer, one whose reservation was
 * released or expired tries anew.
 *
 * @throws ConflictError  when the order holds other lines, or was cancelled
 * Emits `stock-changed`.
 */
export async function holdAlone(
  { db, outbox }: InventoryDependencies,
  request: ReserveRequest,
): Promise<ReserveResponse> {
  const { orderId, lines } = request;
  try {
    const expiresAt = await db.transaction(async (tx) => {
      const claimedUntil = await claimHold(tx, request);
      if (claimedUntil === null) return await repeatAnswer(tx, orderId, lines);
      const [choice] = await takePieces(tx, outbox, [request]);
      if (choice?.kind === 'short') throw new ShortOfStockError(choice.lines);
      await scheduleExpiry(tx, [orderId]);
      await failpoint('inventory.reserve.before-commit', orderId);
      return claimedUntil;
    });
    await failpoint('inventory.reserve.after-commit', orderId);
    return { kind: 'reserved', expiresAt: expiresAt.toISOString() };
  } catch (error) {
    if (error instanceof ShortOfStockError) return { kind: 'short', lines: [...error.lines] };
    throw error;
  }
}

async function repeatAnswer(tx: InventoryTransaction, orderId: string, lines: readonly WantedLine[]): Promise<Date> {
  const reservation = await lockReservation(tx, orderId);
  const isTheirs = reservation.status === 'HELD' || reservation.status === 'COMMITTED';
  if (isTheirs && isSame(lines, await findPicks(tx, orderId))) return reservation.expiresAt;
  throw new ConflictError('This order was cancelled or holds other lines');
}

function isSame(lines: readonly WantedLine[], picks: readonly Pick[]): boolean {
  const missing = new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]));
  for (const { variantId, quantity } of picks) missing.set(variantId, (missing.get(variantId) ?? 0) - quantity);
  return [...missing.values()].every((quantity) => quantity === 0);
}
