import { randomUUID } from 'node:crypto';
import { type Currency, newId } from '@souk/subgraph-kit';
import { and, asc, eq, exists, gt, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Cart } from '../domain/cart.js';
import type { CartsReader, CartsTransaction } from './database.js';
import { cartLines, carts } from './tables.js';

/** Any order; carts that do not exist are left out. */
export function findCarts(db: CartsReader, ids: readonly string[]): Promise<Cart[]> {
  return db
    .select()
    .from(carts)
    .where(inArray(carts.id, [...ids]));
}

/** Any order; at most one per member. */
export function findMemberCarts(db: CartsReader, userIds: readonly string[]): Promise<Cart[]> {
  return db
    .select()
    .from(carts)
    .where(inArray(carts.userId, [...userIds]));
}

/**
 * Holds the cart against every other writer until the transaction ends.
 * @NOTE whoever locks two takes the guest's cart before the member's: the other order could deadlock
 */
export async function lockCart(tx: CartsTransaction, id: string): Promise<Cart | null> {
  const [cart] = await tx.select().from(carts).where(eq(carts.id, id)).for('update');
  return cart ?? null;
}

/** Locks the member's cart, made if there was none: two log-ins at once get the same. @param currency  of a new one */
export async function lockMemberCart(
  tx: CartsTransaction,
  { userId, currency, at }: { userId: string; currency: Currency; at: Date },
): Promise<Cart> {
  await tx.insert(carts).values({ id: newId(), currency, userId, updatedAt: at }).onConflictDoNothing();
  const [cart] = await tx.select().from(carts).where(eq(carts.userId, userId)).for('update');
  if (!cart) throw new Error('A member has a cart once it was inserted');
  return cart;
}

/** A cart that belongs to whoever knows its id: 122 random bits, unlike every other id of ours. RFC 9562 §5.4. */
export async function insertGuestCart(
  tx: CartsTransaction,
  { currency, at }: { currency: Currency; at: Date },
): Promise<Cart> {
  const [cart] = await tx.insert(carts).values({ id: randomUUID(), currency, updatedAt: at }).returning();
  if (!cart) throw new Error('An insert returns its row');
  return cart;
}

/** What of a cart can change; what is not named stays. */
export type CartChange = Partial<
  Pick<Cart, 'currency' | 'promotionIds' | 'shippingAddress' | 'shippingOptionId' | 'mergedIntoId'>
>;

/**
 * Writes the change and the next version.
 *
 * @throws Error when the cart has another version by now: it was not locked, which is a bug
 */
export async function saveCart(
  tx: CartsTransaction,
  cart: Cart,
  { at, ...change }: CartChange & { at: Date },
): Promise<Cart> {
  const [saved] = await tx
    .update(carts)
    .set({ ...change, version: sql`${carts.version} + 1`, updatedAt: at })
    .where(and(eq(carts.id, cart.id), eq(carts.version, cart.version)))
    .returning();
  if (!saved) throw new Error(`Cart ${cart.id} is no longer at version ${cart.version}`);
  return saved;
}

/**
 * Notes that members' carts with lines which were last written in this span are told to be abandoned, each version once. Carts that
 * somebody is writing are left for the next time.
 *
 * @returns at most `limit`, any order
 */
export function takeAbandonedCarts(
  tx: CartsTransaction,
  { from, until, limit }: { from: Date; until: Date; limit: number },
): Promise<Cart[]> {
  const abandoned = tx
    .select({ id: carts.id })
    .from(carts)
    .where(
      and(
        isNotNull(carts.userId),
        gt(carts.updatedAt, from),
        lte(carts.updatedAt, until),
        or(isNull(carts.abandonedVersion), lt(carts.abandonedVersion, carts.version)),
        exists(tx.select({ id: cartLines.id }).from(cartLines).where(eq(cartLines.cartId, carts.id))),
      ),
    )
    .orderBy(asc(carts.updatedAt))
    .limit(limit)
    .for('update', { skipLocked: true });
  return tx
    .update(carts)
    .set({ abandonedVersion: sql`${carts.version}` })
    .where(inArray(carts.id, abandoned))
    .returning();
}
