import { type Currency, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import { insertGuestCart, lockMemberCart, saveCart } from '../data/cart.repository.js';
import { findLines } from '../data/cart-line.repository.js';
import type { CartsTransaction } from '../data/database.js';
import { CartProblemsError, otherCurrency } from '../domain/cart.errors.js';
import type { Cart } from '../domain/cart.js';
import type { CartOutcome } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';
import { type LineToAdd, putLines } from './put-lines.js';

const created = z.object({ cartId: z.uuid() });

/**
 * Gives a guest a new cart, and a member the cart he has: `lines` are added to what is in it.
 *
 * @param input.client          tells guests' idempotency keys apart, since the answer is the key to a cart; the client's address
 * @param input.idempotencyKey  null: done every time
 * @throws CartProblemsError    as `putLines` does; CART_CURRENCY_DIFFERS when the member's cart has lines in another currency
 * @throws IdempotencyKeyReusedError
 * Emits `cart-lines-added` for a member's cart (outbox, same transaction).
 */
export async function createCart(
  dependencies: CartsDependencies,
  input: {
    viewer: Viewer;
    client: string;
    idempotencyKey: string | null;
    currency: Currency;
    lines: readonly LineToAdd[];
  },
): Promise<CartOutcome> {
  const { viewer, client, idempotencyKey, ...asked } = input;
  const who = viewer.kind === 'member' ? `user:${viewer.id}` : `guest:${client}`;
  const once = { scope: `${who}/cartCreate`, key: idempotencyKey, input: asked };
  const { cartId } = await dependencies.database.db.transaction((tx) =>
    runOnce(tx, once, created, async () => {
      const cart = await takeCart(dependencies, tx, input);
      if (asked.lines.length > 0) {
        await putLines(dependencies, tx, { cart, additions: asked.lines });
        await saveCart(tx, cart, { at: dependencies.clock() });
      }
      return { cartId: cart.id };
    }),
  );
  return { cartId, warnings: [] };
}

async function takeCart(
  { clock }: CartsDependencies,
  tx: CartsTransaction,
  { viewer, currency }: { viewer: Viewer; currency: Currency },
): Promise<Cart> {
  const at = clock();
  if (viewer.kind === 'guest') return insertGuestCart(tx, { currency, at });
  const cart = await lockMemberCart(tx, { userId: viewer.id, currency, at });
  if (cart.currency === currency) return cart;
  if ((await findLines(tx, cart.id)).length > 0) throw new CartProblemsError(otherCurrency(currency, cart.currency));
  return saveCart(tx, cart, { currency, at });
}
