import { randomUUID } from 'node:crypto';
import type { OrderSeen, Placing, Shopper } from '../clients/shopper.js';
import { endReservations } from '../rig/end-reservations.js';
import type { Trial } from './experiment.js';

/** How a client takes it when no answer comes: it gives up, or asks again with the same key. */
export interface Patience {
  readonly forMs: number;
}

/** A cart with one line. @returns undefined when there was none to be had in time */
export async function fillCart(shopper: Shopper, variantId: string, { forMs }: Patience, quantity = 1) {
  const created = await shopper.insist(() => shopper.createCart([]), { forMs });
  if (created.kind !== 'ok') return undefined;
  const { id } = created.data;
  const filled = await shopper.addLine(id, { variantId, quantity });
  return filled.kind === 'ok' ? filled.data : undefined;
}

export interface Purchase extends Pick<Placing, 'exchangeOf'> {
  readonly variantId: string;
  /** default 1 */
  readonly quantity?: number;
  /** null: the browser pays */
  readonly card: string | null;
  readonly patience: Patience;
}

/** From an empty cart to an order. */
export async function buy(
  shopper: Shopper,
  { variantId, quantity, card, patience, exchangeOf }: Purchase,
): Promise<OrderSeen | undefined> {
  const cart = await fillCart(shopper, variantId, patience, quantity);
  if (!cart) return undefined;
  const idempotencyKey = randomUUID();
  const placed = await shopper.insist(() => shopper.placeOrder(cart, { idempotencyKey, card, exchangeOf }), patience);
  return placed.kind === 'ok' ? placed.data : undefined;
}

/** Everything that shoppers do: buy, pay at Stripe, be declined, cancel, merge carts, and leave an order alone. */
export async function walk({ rig, floor, log }: Trial, patience: Patience): Promise<void> {
  const variantId = await floor.variantWith(50);
  const guest = floor.guest(log);
  await Promise.all([
    (async () => {
      const order = await buy(guest, { variantId, card: 'pm_card_visa', patience });
      if (!order) return;
      const idempotencyKey = randomUUID();
      await guest.insist(() => guest.cancelOrder(order.id, idempotencyKey), patience);
    })(),
    (async () => {
      const order = await buy(guest, { variantId, card: null, patience });
      if (order?.intentId) await guest.payAtStripe(order, rig.simulator);
    })(),
    buy(guest, { variantId, card: 'pm_card_visa_chargeDeclined', patience }),
    buy(guest, { variantId, card: null, patience }),
    (async () => {
      const cart = await fillCart(guest, variantId, patience);
      const member = await floor.someMember(log);
      if (cart) await member.insist(() => member.claimCart(cart.id), patience);
    })(),
  ]);
  await endReservations(rig);
}
