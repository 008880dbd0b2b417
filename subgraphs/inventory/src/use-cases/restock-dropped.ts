import type { EventData, piecesDropped } from '@souk/events';
import type { Outbox } from '@souk/subgraph-kit';
import { reduceBackordered } from '../data/backorder.repository.js';
import { addDropped, findPicks, lockReservation, reducePicks } from '../data/reservation.repository.js';
import { lockVariants } from '../data/stock.repository.js';
import type { WantedLine } from '../domain/choose-warehouses.js';
import { spreadReturn } from '../domain/spread-return.js';
import { moveOf } from '../domain/stock-movement.js';
import type { InventoryTransaction } from './dependencies.js';
import { moveShelves } from './move-shelves.js';
import { tellArrived } from './serve-waiting-orders.js';

/**
 * Pieces of a paid order will not be sent: they lie on the shelf again. Before the order's payment is heard of they are remembered until
 * then; a cancelled order has given everything back.
 *
 * Emits `stock-changed` when some can be sold again, and `stock-arrived` for those that the order waited for.
 */
export async function restockDropped(
  { outbox }: { outbox: Outbox },
  tx: InventoryTransaction,
  { orderId, dropped }: Pick<EventData<typeof piecesDropped>, 'orderId' | 'dropped'>,
): Promise<void> {
  const { status } = await lockReservation(tx, orderId);
  if (status === 'CANCELLED') return;
  if (status === 'COMMITTED') await putBack(tx, outbox, { orderId, dropped });
  else await addDropped(tx, orderId, dropped);
}

/** The order's pieces have left the shelf; the reservation is locked. @param dropped  may be none */
export async function putBack(
  tx: InventoryTransaction,
  outbox: Outbox,
  { orderId, dropped }: { orderId: string; dropped: readonly WantedLine[] },
): Promise<void> {
  const back = dropped.map(({ variantId, quantity }) => ({ variantId, restocked: quantity, writtenOff: 0 }));
  const spread = spreadReturn(await findPicks(tx, orderId), back);
  if (spread.length === 0) return;
  await reducePicks(tx, orderId, spread);
  await lockVariants(
    tx,
    spread.map(({ variantId }) => variantId),
  );
  await tellArrived(tx, outbox, await reduceBackordered(tx, orderId, dropped));
  await moveShelves(
    tx,
    outbox,
    spread.map(({ restocked, ...pick }) => moveOf({ ...pick, quantity: restocked }, { kind: 'RESTOCKED', orderId })),
  );
}
