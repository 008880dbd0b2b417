import type { EventData, returnReceived } from '@souk/events';
import type { Outbox } from '@souk/subgraph-kit';
import { findPicks, lockReservation, reducePicks } from '../data/reservation.repository.js';
import { lockVariants } from '../data/stock.repository.js';
import { spreadReturn } from '../domain/spread-return.js';
import { moveOf } from '../domain/stock-movement.js';
import type { InventoryTransaction } from './dependencies.js';
import { moveShelves } from './move-shelves.js';

/**
 * Returned pieces lie on the shelves they were sent from again; those that are written off don't. Neither are the order's any more, so
 * that a cancellation afterwards does not restock them twice.
 *
 * Emits `stock-changed` when some can be sold again.
 */
export async function restockReturn(
  { outbox }: { outbox: Outbox },
  tx: InventoryTransaction,
  { orderId, returnId, received }: Pick<EventData<typeof returnReceived>, 'orderId' | 'returnId' | 'received'>,
): Promise<void> {
  const { status } = await lockReservation(tx, orderId);
  if (status !== 'COMMITTED') return;
  const returned = received.map(({ variantId, restockedQuantity, writtenOffQuantity }) => ({
    variantId,
    restocked: restockedQuantity,
    writtenOff: writtenOffQuantity,
  }));
  const spread = spreadReturn(await findPicks(tx, orderId), returned);
  if (spread.length === 0) return;
  await reducePicks(tx, orderId, spread);
  const shelved = spread.filter(({ restocked }) => restocked > 0);
  await lockVariants(
    tx,
    shelved.map(({ variantId }) => variantId),
  );
  await moveShelves(
    tx,
    outbox,
    shelved.map(({ restocked, ...pick }) =>
      moveOf({ ...pick, quantity: restocked }, { kind: 'RETURNED', orderId: returnId }),
    ),
  );
}
