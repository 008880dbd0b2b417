import type { ReserveRequest, ReserveResponse } from '@souk/events';
import { ConflictError, failpoint } from '@souk/subgraph-kit';
import { findBackordered } from '../data/backorder.repository.js';
import { scheduleExpiry } from '../data/expiry-job.js';
import { claimHold, findPicks, lockReservation } from '../data/reservation.repository.js';
import type { Pick, WantedLine } from '../domain/choose-warehouses.js';
import { backorderedOf } from '../domain/plan-holds.js';
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
    const held = await db.transaction(async (tx) => {
      const claimedUntil = await claimHold(tx, request);
      if (claimedUntil === null) return await repeatAnswer(tx, orderId, lines);
      const [plan] = await takePieces(tx, outbox, [request]);
      if (plan?.kind === 'short') throw new ShortOfStockError(plan.lines);
      await scheduleExpiry(tx, [orderId]);
      await failpoint('inventory.reserve.before-commit', orderId);
      return { expiresAt: claimedUntil, backordered: plan ? backorderedOf(plan) : [] };
    });
    await failpoint('inventory.reserve.after-commit', orderId);
    return { kind: 'reserved', expiresAt: held.expiresAt.toISOString(), backordered: held.backordered };
  } catch (error) {
    if (error instanceof ShortOfStockError) return { kind: 'short', lines: [...error.lines] };
    throw error;
  }
}

async function repeatAnswer(tx: InventoryTransaction, orderId: string, lines: readonly WantedLine[]) {
  const reservation = await lockReservation(tx, orderId);
  const isTheirs = reservation.status === 'HELD' || reservation.status === 'COMMITTED';
  if (isTheirs && isSame(lines, await findPicks(tx, orderId))) {
    return { expiresAt: reservation.expiresAt, backordered: await findBackordered(tx, orderId) };
  }
  throw new ConflictError('This order was cancelled or holds other lines');
}

function isSame(lines: readonly WantedLine[], picks: readonly Pick[]): boolean {
  const missing = new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]));
  for (const { variantId, quantity } of picks) missing.set(variantId, (missing.get(variantId) ?? 0) - quantity);
  return [...missing.values()].every((quantity) => quantity === 0);
}
