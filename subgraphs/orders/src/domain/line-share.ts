import { allocateChargeable, type Currency } from '@souk/subgraph-kit';
import type { OrderLine } from './order.js';

type Priced = Pick<OrderLine, 'quantity' | 'subtotalMinor' | 'discountMinor' | 'taxMinor'>;

/**
 * What some pieces of a line cost, discount and tax included, without shipping. All pieces, taken in any portions one after the other,
 * come to exactly what the line costs.
 *
 * @param skip      pieces that were taken before
 * @param quantity  pieces now, ≥ 1; with `skip` at most the line's
 * @returns         minor units, as a card can be charged them
 */
export function shareOfPieces(
  line: Priced,
  { skip, quantity }: { skip: number; quantity: number },
  currency: Currency,
) {
  const lineMinor = line.subtotalMinor - line.discountMinor + line.taxMinor;
  const perPiece = allocateChargeable(lineMinor, Array<number>(line.quantity).fill(1), currency);
  return perPiece.slice(skip, skip + quantity).reduce((sum, minor) => sum + minor, 0);
}
