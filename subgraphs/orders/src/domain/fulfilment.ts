import type { OrderLine, ShipmentLine } from './order.js';
import type { FulfillmentStatus, OrderStatus } from './order-status.js';

/** Some pieces of one line. */
export interface Pieces {
  readonly lineId: string;
  /** ≥ 1 */
  readonly quantity: number;
}

type Line = Pick<OrderLine, 'id' | 'quantity' | 'droppedQuantity'>;
type Sent = Pick<ShipmentLine, 'orderLineId' | 'quantity'>;

/** What is to be sent of each line yet: not what was sent, nor what was dropped. Lines without any are missing. */
export function unsent(lines: readonly Line[], sent: readonly Sent[]): Pieces[] {
  const gone = new Map<string, number>();
  for (const { orderLineId, quantity } of sent) gone.set(orderLineId, (gone.get(orderLineId) ?? 0) + quantity);
  return lines
    .map(({ id, quantity, droppedQuantity }) => ({
      lineId: id,
      quantity: quantity - (gone.get(id) ?? 0) - droppedQuantity,
    }))
    .filter(({ quantity }) => quantity > 0);
}

/** The first of the pieces that is more than what is left of its line. */
export function firstExcess(pieces: readonly Pieces[], left: readonly Pieces[]): Pieces | undefined {
  const leftOf = new Map(left.map(({ lineId, quantity }) => [lineId, quantity]));
  return pieces.find(({ lineId, quantity }) => quantity > (leftOf.get(lineId) ?? 0));
}

/** What the order is after a parcel with `pieces` left. */
export function afterSending(
  left: readonly Pieces[],
  pieces: readonly Pieces[],
): { readonly status: OrderStatus; readonly fulfillmentStatus: FulfillmentStatus } {
  const count = (some: readonly Pieces[]) => some.reduce((sum, { quantity }) => sum + quantity, 0);
  return count(pieces) === count(left)
    ? { status: 'SHIPPED', fulfillmentStatus: 'FULFILLED' }
    : { status: 'PROCESSING', fulfillmentStatus: 'PARTIALLY_FULFILLED' };
}
