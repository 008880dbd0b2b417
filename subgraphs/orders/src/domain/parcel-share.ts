import { shareOfPieces } from './line-share.js';
import type { Order, OrderLine, ShipmentLine } from './order.js';

interface Parcel {
  readonly shipmentId: string;
  readonly lines: readonly OrderLine[];
  /** everything that left, the parcel included */
  readonly sent: readonly ShipmentLine[];
}

/**
 * What a parcel is of what the order costs: its pieces, and with the first one the shipping.
 *
 * @returns minor units, or null for the last parcel: whatever is left of the total
 */
export function parcelShare(
  order: Pick<Order, 'currency' | 'shippingMinor'>,
  { shipmentId, lines, sent }: Parcel,
): number | null {
  const quantityOf = (lineId: string, isCounted: (line: ShipmentLine) => boolean) =>
    sent
      .filter((line) => line.orderLineId === lineId && isCounted(line))
      .reduce((sum, { quantity }) => sum + quantity, 0);
  if (lines.every(({ id, quantity }) => quantityOf(id, () => true) === quantity)) return null;
  const isFirst = sent.every((line) => line.shipmentId === shipmentId);
  return lines.reduce(
    (sum, line) => {
      const quantity = quantityOf(line.id, (one) => one.shipmentId === shipmentId);
      const skip = quantityOf(line.id, (one) => one.shipmentId !== shipmentId);
      return sum + shareOfPieces(line, { skip, quantity }, order.currency);
    },
    isFirst ? order.shippingMinor : 0,
  );
}
