import { newId } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { claimRefundable } from '../data/payment.repository.js';
import { insertRefund } from '../data/refund.repository.js';
import { queueSettlement } from '../data/settlement.queue.js';
import type { Pieces } from '../domain/fulfilment.js';
import type { Refund } from '../domain/payment.js';

/**
 * Promises money back: claims it out of what was captured and not claimed before, and has Stripe asked for it as soon as the
 * transaction commits.
 *
 * @returns null when so much is not left; nothing is written then
 */
export async function claimRefund(
  tx: OrdersTransaction,
  { orderId, amountMinor, reason, at, lines = [] }: RefundClaim,
): Promise<Refund | null> {
  if (!(await claimRefundable(tx, orderId, amountMinor))) return null;
  const id = newId();
  const refund = { id, orderId, stripeId: null, amountMinor, status: 'PENDING', reason, createdAt: at } as const;
  await insertRefund(tx, refund, lines);
  await queueSettlement(tx, orderId);
  return refund;
}

export interface RefundClaim {
  readonly orderId: string;
  /** ≥ 1 */
  readonly amountMinor: number;
  /** for people */
  readonly reason: string;
  readonly at: Date;
  /** the pieces it is for; none when it is for an amount */
  readonly lines?: readonly Pieces[];
}
