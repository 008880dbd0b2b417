import type { EventData, variantChanged } from '@souk/events';
import { saveVariant } from '../data/catalogue.repository.js';
import type { CartsTransaction } from '../data/database.js';
import { usablePrices } from '../domain/variant.js';

/** Keeps what the catalogue says of a variant; older news than we have changes nothing. @param version  the variant's */
export async function learnVariant(
  tx: CartsTransaction,
  { variantId, prices, taxClass = 'STANDARD', ...facts }: EventData<typeof variantChanged>,
  version: number,
): Promise<void> {
  await saveVariant(tx, { ...facts, id: variantId, taxClass, prices: usablePrices(prices), version });
}
