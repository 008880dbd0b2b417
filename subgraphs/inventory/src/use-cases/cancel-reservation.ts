import type { Outbox } from '@souk/subgraph-kit';
import { failpoint } from '@souk/subgraph-kit';
import { changeStatus, lockReservation } from '../data/reservation.repository.js';
import type { InventoryTransaction } from './dependencies.js';
import { giveBackPieces } from './give-back-pieces.js';

/**
 * The order is over: what it holds is released, what had left the shelf is restocked. Nothing is done for it afterwards, so that an
 * order-paid which comes late takes nothing.
 *
 * Emits `stock-changed` when the order had pieces. Safe to repeat.
 */
export async function cancelReservation(
  { outbox }: { outbox: Outbox },
  tx: InventoryTransaction,
  { orderId }: { orderId: string },
): Promise<void> {
  const { status } = await lockReservation(tx, orderId);
  if (status === 'CANCELLED') return;
  await changeStatus(tx, { orderId, from: status, to: 'CANCELLED' });
  await failpoint('inventory.cancel.decided', orderId);
  if (status === 'HELD') await giveBackPieces(tx, outbox, { orderId, kind: 'RELEASED' });
  if (status === 'COMMITTED') await giveBackPieces(tx, outbox, { orderId, kind: 'RESTOCKED' });
}
