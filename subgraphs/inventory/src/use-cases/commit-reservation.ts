import { anEvent, type OrderFacts, stockCommitted } from '@souk/events';
import { type AfterCommit, failpoint, type Outbox } from '@souk/subgraph-kit';
import { findBackordered } from '../data/backorder.repository.js';
import { addShortfall, changeStatus, findDropped, findPicks, lockReservation } from '../data/reservation.repository.js';
import { lockVariants, moveStock } from '../data/stock.repository.js';
import type { WantedLine } from '../domain/choose-warehouses.js';
import type { ReservationStatus } from '../domain/reservation-status.js';
import { type ShortLine, ShortOfStockError } from '../domain/short-of-stock.error.js';
import { moveOf } from '../domain/stock-movement.js';
import type { InventoryDependencies, InventoryTransaction } from './dependencies.js';
import { putBack } from './restock-dropped.js';
import { takePieces } from './take-pieces.js';

type PaidOrder = Pick<OrderFacts, 'orderId' | 'lines'>;

/**
 * The order is paid: its pieces leave the shelf. When its reservation had ended, the pieces are taken anew if all of them are there;
 * if not, nothing is taken and a shortfall is recorded, logged and counted: a person decides. What was dropped of it stays on the shelf,
 * and a cancelled order changes nothing.
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
  const dropped = await findDropped(tx, orderId);
  if (status !== 'HELD') {
    const short = await takeAnew(tx, outbox, { orderId, lines: lessDropped(order.lines, dropped) }, status);
    if (short) return await recordShortfall(dependencies, tx, { orderId, lines: short });
  }
  await changeStatus(tx, { orderId, from: 'HELD', to: 'COMMITTED' });
  await takeOffTheShelf(tx, orderId);
  if (status === 'HELD') await putBack(tx, outbox, { orderId, dropped });
  await failpoint('inventory.commit.before-outbox', orderId);
  const data = { orderId, backordered: await findBackordered(tx, orderId) };
  await outbox.append(tx, [anEvent(stockCommitted, { data, version: 0, at: new Date() })]);
  return undefined;
}

/** @returns the short lines, when nothing could be taken */
async function takeAnew(
  tx: InventoryTransaction,
  outbox: Outbox,
  { orderId, lines }: { orderId: string; lines: readonly WantedLine[] },
  status: ReservationStatus,
): Promise<readonly ShortLine[] | null> {
  try {
    await tx.transaction(async (attempt) => {
      await changeStatus(attempt, { orderId, from: status, to: 'HELD' });
      if (lines.length === 0) return;
      const [plan] = await takePieces(attempt, outbox, [{ orderId, lines, country: null }]);
      if (plan?.kind === 'short') throw new ShortOfStockError(plan.lines);
    });
    return null;
  } catch (error) {
    if (error instanceof ShortOfStockError) return error.lines;
    throw error;
  }
}

/** @returns one per variant of which something is to be sent */
function lessDropped(lines: readonly WantedLine[], dropped: readonly WantedLine[]): WantedLine[] {
  const quantities = new Map<string, number>();
  const add = (variantId: string, quantity: number) =>
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  for (const { variantId, quantity } of lines) add(variantId, quantity);
  for (const { variantId, quantity } of dropped) add(variantId, -quantity);
  return [...quantities]
    .map(([variantId, quantity]) => ({ variantId, quantity }))
    .filter(({ quantity }) => quantity > 0);
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
