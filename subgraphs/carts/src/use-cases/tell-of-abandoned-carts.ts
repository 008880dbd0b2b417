import { anEvent, cartAbandoned, type EventEnvelope } from '@souk/events';
import { takeAbandonedCarts } from '../data/cart.repository.js';
import { type ReadCart, readPricedCarts } from '../data/priced-cart.repository.js';
import type { Cart } from '../domain/cart.js';
import type { CartsDependencies } from './dependencies.js';

const HOUR_MS = 3_600_000;
/** Nobody wants to hear of a cart that is older, should this not have run for long. */
const TOO_OLD_HOURS = 30 * 24;
const BATCH = 100;

/**
 * Tells of members' carts that have lines and were left alone for so long, each version once.
 *
 * Emits `cart-abandoned` (outbox, same transaction as the note that it was told). Safe to run at the same time in several processes.
 */
export async function tellOfAbandonedCarts(
  { database, outbox, clock }: Pick<CartsDependencies, 'database' | 'outbox' | 'clock'>,
  afterHours: number,
): Promise<void> {
  const at = clock();
  const hoursAgo = (hours: number) => new Date(at.getTime() - hours * HOUR_MS);
  const span = { from: hoursAgo(TOO_OLD_HOURS), until: hoursAgo(afterHours), limit: BATCH };
  let told = BATCH;
  while (told === BATCH) {
    told = await database.db.transaction(async (tx) => {
      const carts = await takeAbandonedCarts(tx, span);
      const priced = await readPricedCarts(tx, carts, at);
      const facts = carts.flatMap((cart, index) => factOf(cart, { priced: priced[index], at }) ?? []);
      await outbox.append(tx, facts);
      return carts.length;
    });
  }
}

/** @returns null for a guest's cart: nobody knows whom to tell */
function factOf(
  { id: cartId, userId, currency, version }: Cart,
  { priced, at }: { priced: ReadCart | undefined; at: Date },
): EventEnvelope | null {
  if (!userId || !priced) return null;
  const lines = priced.lines.map(({ line, variant, unitPriceMinor }) => {
    const { id: variantId, productId, sku, name } = variant;
    return { variantId, productId, sku, name, quantity: line.quantity, unitPriceMinor };
  });
  const { subtotalMinor } = priced.totals;
  return anEvent(cartAbandoned, { data: { cartId, userId, currency, subtotalMinor, lines }, version, at });
}
