import { anEvent, piecesDropped } from '@souk/events';
import type { OrdersTransaction } from '../data/database.js';
import type { Pieces } from '../domain/fulfilment.js';
import type { Order, OrderLine } from '../domain/order.js';
import { changeOrder } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { factsOf } from './order-facts.js';

/**
 * Tells that pieces will not be sent. A cancelled order gave all of its pieces back before, and has nothing to tell.
 *
 * @param dropped  of the order's lines; may be none
 * Emits `pieces-dropped` (outbox, same transaction).
 * Source: docs/decisions/0035-dropped-pieces.md
 */
export async function dropPiecesIn(
  { outbox, clock }: Pick<OrdersDependencies, 'outbox' | 'clock'>,
  tx: OrdersTransaction,
  { order, lines, dropped }: { order: Order; lines: readonly OrderLine[]; dropped: readonly Pieces[] },
): Promise<void> {
  if (dropped.length === 0 || order.status === 'CANCELLED') return;
  const at = clock();
  const count = dropped.reduce((sum, { quantity }) => sum + quantity, 0);
  const message = count === 1 ? 'A piece will not be sent' : `${count} pieces will not be sent`;
  const changed = await changeOrder(tx, order, { kind: 'PIECES_DROPPED', message, at });
  const data = { ...factsOf(changed, lines), dropped: perVariant(dropped, lines) };
  await outbox.append(tx, [anEvent(piecesDropped, { data, version: changed.version, at })]);
}

function perVariant(dropped: readonly Pieces[], lines: readonly OrderLine[]) {
  const sums = new Map<string, number>();
  for (const { lineId, quantity } of dropped) {
    const variantId = lines.find(({ id }) => id === lineId)?.variantId;
    if (variantId) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  }
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
}
