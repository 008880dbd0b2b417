import { NotFoundError } from '@souk/subgraph-kit';
import { findOrInsertBrand } from '../data/brand.repository.js';
import { findCategory } from '../data/category.repository.js';
import type { ProductsTransaction } from '../data/database.js';

/** @throws NotFoundError */
export async function requireCategoryId(tx: ProductsTransaction, categoryId: string): Promise<void> {
  if (!(await findCategory(tx, categoryId))) throw new NotFoundError('Category');
}

/** The id of the brand of this name, which may be new; null for none. */
export async function requireBrandId(tx: ProductsTransaction, brandName: string | null): Promise<string | null> {
  return brandName === null ? null : findOrInsertBrand(tx, brandName);
}
