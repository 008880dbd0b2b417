import { eq, inArray } from 'drizzle-orm';
import type { Seller } from '../domain/user.js';
import type { Tx } from './database.js';
import { sellers } from './tables.js';

const SELLER = {
  id: sellers.userId,
  slug: sellers.slug,
  name: sellers.name,
  description: sellers.description,
  createdAt: sellers.createdAt,
};

export function findSellers(tx: Tx, ids: readonly string[]): Promise<Seller[]> {
  return tx
    .select(SELLER)
    .from(sellers)
    .where(inArray(sellers.userId, [...ids]));
}

export async function findSellerBySlug(tx: Tx, slug: string): Promise<Seller | null> {
  const [row] = await tx.select(SELLER).from(sellers).where(eq(sellers.slug, slug));
  return row ?? null;
}

/** Leaves a profile that is there already as it is. A slug that is taken gets the end of the user's id. */
export async function ensureSeller(tx: Tx, seller: Seller): Promise<void> {
  const [taken] = await tx.select({ id: sellers.userId }).from(sellers).where(eq(sellers.slug, seller.slug));
  const slug = taken && taken.id !== seller.id ? `${seller.slug}-${seller.id.slice(-8)}` : seller.slug;
  const { id, ...profile } = seller;
  await tx
    .insert(sellers)
    .values({ ...profile, userId: id, slug })
    .onConflictDoNothing({ target: sellers.userId });
}
