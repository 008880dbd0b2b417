import { newId } from '@souk/subgraph-kit';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { CartLine } from '../domain/cart.js';
import type { PlannedLine } from '../domain/plan-lines.js';
import type { StockedLine } from '../domain/price-cart.js';
import type { CartsReader, CartsTransaction } from './database.js';
import { cartLines, catalogueProducts, catalogueVariants, variantStock } from './tables.js';

/** The cart's lines in the order in which they were first added. */
export function findLines(db: CartsReader, cartId: string): Promise<CartLine[]> {
  return db.select().from(cartLines).where(eq(cartLines.cartId, cartId)).orderBy(asc(cartLines.id));
}

/** Lines of many carts with what is known of their variants; each cart's in the order in which they were first added. */
export async function findStockedLines(db: CartsReader, cartIds: readonly string[]): Promise<StockedLine[]> {
  const rows = await db
    .select({
      line: cartLines,
      variant: catalogueVariants,
      categoryIds: catalogueProducts.categoryIds,
      availableQuantity: variantStock.availableQuantity,
    })
    .from(cartLines)
    .innerJoin(catalogueVariants, eq(catalogueVariants.id, cartLines.variantId))
    .leftJoin(catalogueProducts, eq(catalogueProducts.id, catalogueVariants.productId))
    .leftJoin(variantStock, eq(variantStock.variantId, cartLines.variantId))
    .where(inArray(cartLines.cartId, [...cartIds]))
    .orderBy(asc(cartLines.id));
  return rows.map(({ categoryIds, ...row }) => ({ ...row, categoryIds: categoryIds ?? [] }));
}

/** Inserts lines, or sets quantity and remembered price of those that are there. The cart must be locked. One statement. */
export async function saveLines(tx: CartsTransaction, cartId: string, lines: readonly PlannedLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx
    .insert(cartLines)
    .values(lines.map((line) => ({ id: newId(), cartId, ...line })))
    .onConflictDoUpdate({
      target: [cartLines.cartId, cartLines.variantId],
      set: {
        quantity: sql`excluded.quantity`,
        rememberedPriceMinor: sql`excluded.remembered_price_minor`,
      },
    });
}

/** @param lineIds  of this cart; ids that are not are left alone */
export async function deleteLines(tx: CartsTransaction, cartId: string, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length === 0) return;
  await tx.delete(cartLines).where(and(eq(cartLines.cartId, cartId), inArray(cartLines.id, [...lineIds])));
}

export async function deleteAllLines(tx: CartsTransaction, cartId: string): Promise<void> {
  await tx.delete(cartLines).where(eq(cartLines.cartId, cartId));
}
