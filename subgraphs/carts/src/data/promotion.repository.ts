import { newId } from '@souk/subgraph-kit';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Promotion } from '../domain/promotion.js';
import type { CartsReader, CartsTransaction } from './database.js';
import { promotions } from './tables.js';

/** Any order; ids that do not exist are left out. */
export async function findPromotions(db: CartsReader, ids: readonly string[]): Promise<Promotion[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(promotions)
    .where(inArray(promotions.id, [...ids]));
}

/** The promotion that has this code and was not archived, in force or not. @param code  upper-case */
export async function findPromotionByCode(db: CartsReader, code: string): Promise<Promotion | null> {
  const open = and(eq(promotions.code, code), isNull(promotions.archivedAt));
  const [promotion] = await db.select().from(promotions).where(open);
  return promotion ?? null;
}

/** @returns null when an unarchived promotion has the code already */
export async function insertPromotion(
  tx: CartsTransaction,
  promotion: Omit<Promotion, 'id' | 'archivedAt'>,
): Promise<Promotion | null> {
  const [inserted] = await tx
    .insert(promotions)
    .values({ id: newId(), ...promotion })
    .onConflictDoNothing()
    .returning();
  return inserted ?? null;
}

/** Archiving again keeps the first time. @returns null when there is no such promotion */
export async function archivePromotion(db: CartsReader, id: string, at: Date): Promise<Promotion | null> {
  const [archived] = await db
    .update(promotions)
    .set({ archivedAt: sql`coalesce(${promotions.archivedAt}, ${at.toISOString()})` })
    .where(eq(promotions.id, id))
    .returning();
  return archived ?? null;
}
