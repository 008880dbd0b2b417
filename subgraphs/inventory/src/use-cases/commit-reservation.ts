import { anEvent, type OrderFacts, stockCommitted } from '@souk/events';
import { type AfterCommit, failpoint, type Outbox } from '@souk/subgraph-kit';
import { addShortfall, changeStatus, findPicks, lockReservation } from '../data/reservation.repository.js';
import { lockVariants, moveStock } from '../data/stock.repository.js';
import type { WantedLine } from '../domain/choose-warehouses.js';
import type { ReservationStatus } from '../domain/reservation-status.js';
import { type ShortLine, ShortOfStockError } from '../domain/short-of-stock.error.js';
import { moveOf } from '../domain/stock-movement.js';
import type { InventoryDependencies, InventoryTransaction } from './dependencies.js';
import { takePieces } from './take-pieces.js';

type PaidOrder = Pick<OrderFacts, 'orderId' | 'lines'>;

/**
 * The order is paid: its pieces leave the shelf. When its reservation had ended, the pieces are taken anew if all of them are there;
 * if not, nothing is taken and a shortfall is recorded, logged and counted: a person decides. A cancelled order changes nothing.
 *
 * @returns what tells of a shortfall
 * Emits `stock-committed`, and `stock-changed` when the pieces were taken anew. Safe to repeat.
 */
export async function commitReservation(
  dependencies: InventoryDependencies,
  tx: InventoryTransaction,
  order: PaidOrder,
): Promise<AfterCommit | undefined> {
  const { orderId } = order;
  const { outbox } = dependencies;
  const { status } = await lockReservation(tx, orderId);
  if (status === 'COMMITTED' || status === 'CANCELLED') return undefined;
  if (status !== 'HELD') {
    const short = await takeAnew(tx, outbox, order, status);
    if (short) return await recordShortfall(dependencies, tx, { orderId, lines: short });
  }
  await changeStatus(tx, { orderId, from: 'HELD', to: 'COMMITTED' });
  await takeOffTheShelf(tx, orderId);
  await failpoint('inventory.commit.before-outbox', orderId);
  await outbox.append(tx, [anEvent(stockCommitted, { data: { orderId }, version: 0, at: new Date() })]);
  return undefined;
}

/** @returns the short lines, when nothing could be taken */
async function takeAnew(
  tx: InventoryTransaction,
  outbox: Outbox,
  { orderId, lines }: PaidOrder,
  status: ReservationStatus,
): Promise<readonly ShortLine[] | null> {
  try {
    await tx.transaction(async (attempt) => {
      await changeStatus(attempt, { orderId, from: status, to: 'HELD' });
      const [choice] = await takePieces(attempt, outbox, [{ orderId, lines: sumByVariant(lines), country: null }]);
      if (choice?.kind === 'short') throw new ShortOfStockError(choice.lines);
    });
    return null;
  } catch (error) {
    if (error instanceof ShortOfStockError) return error.lines;
    throw error;
  }
}

function sumByVariant(lines: readonly WantedLine[]): WantedLine[] {
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of lines) quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  return [...quantities].map(([variantId, quantity]) => ({ variantId, quantity }));
}

async function recordShortfall(
  { logger, shortfallCounter }: InventoryDependencies,
  tx: InventoryTransaction,
  shortfall: { orderId: string; lines: readonly ShortLine[] },
): Promise<AfterCommit> {
  await addShortfall(tx, shortfall);
  return () => {
    logger.error(shortfall, 'paid order is short of stock');
    shortfallCounter.inc();
  };
}

async function takeOffTheShelf(tx: InventoryTransaction, orderId: string): Promise<void> {
  const picks = await findPicks(tx, orderId);
  await lockVariants(
    tx,
    picks.map(({ variantId }) => variantId),
  );
  await moveStock(
    tx,
    picks.map((pick) => moveOf(pick, { kind: 'COMMITTED', orderId })),
  );
}
