import type { UsersDependencies } from '../context.js';
import { findSellerBySlug } from '../data/seller.repository.js';
import type { Seller } from '../domain/user.js';

export function findSellerNamed({ database }: UsersDependencies, slug: string): Promise<Seller | null> {
  return findSellerBySlug(database.db, slug);
}
