import { lt, sql } from 'drizzle-orm';
import type { InventoryTransaction } from './database.js';
import { products, variants } from './tables.js';

export interface KnownVariant {
  readonly id: string;
  readonly productId: string;
  readonly sellerId: string;
  readonly sku: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly version: number;
}

export interface KnownProduct {
  readonly id: string;
  readonly isActive: boolean;
  readonly version: number;
}

/** Keeps what is newest; an older version changes nothing. */
export async function saveVariant(tx: InventoryTransaction, variant: KnownVariant): Promise<void> {
  await tx
    .insert(variants)
    .values(variant)
    .onConflictDoUpdate({
      target: variants.id,
      set: {
        productId: sql`excluded.product_id`,
        sellerId: sql`excluded.seller_id`,
        sku: sql`excluded.sku`,
        name: sql`excluded.name`,
        isActive: sql`excluded.is_active`,
        version: sql`excluded.version`,
      },
      setWhere: lt(variants.version, sql`excluded.version`),
    });
}

/** Keeps what is newest; an older version changes nothing. */
export async function saveProduct(tx: InventoryTransaction, product: KnownProduct): Promise<void> {
  await tx
    .insert(products)
    .values(product)
    .onConflictDoUpdate({
      target: products.id,
      set: { isActive: sql`excluded.is_active`, version: sql`excluded.version` },
      setWhere: lt(products.version, sql`excluded.version`),
    });
}
