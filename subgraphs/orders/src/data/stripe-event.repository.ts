import type { OrdersTransaction } from './database.js';
import { stripeEvents } from './tables.js';

/** @returns false when this event came before */
export async function recordStripeEvent(tx: OrdersTransaction, event: { id: string; type: string }): Promise<boolean> {
  const recorded = await tx
    .insert(stripeEvents)
    .values({ id: event.id, type: event.type })
    .onConflictDoNothing()
    .returning({ id: stripeEvents.id });
  return recorded.length > 0;
}
