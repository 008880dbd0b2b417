import { inArray } from 'drizzle-orm';
import type { TaxRate } from '../domain/tax.js';
import type { CartsReader } from './database.js';
import { taxRates } from './tables.js';

/** All rates of these countries and their regions, any order. */
export async function findTaxRates(db: CartsReader, countries: readonly string[]): Promise<TaxRate[]> {
  if (countries.length === 0) return [];
  return db
    .select()
    .from(taxRates)
    .where(inArray(taxRates.country, [...countries]));
}
