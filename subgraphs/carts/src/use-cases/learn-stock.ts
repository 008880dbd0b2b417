import type { EventData, stockChanged } from '@souk/events';
import { saveStock } from '../data/catalogue.repository.js';
import type { CartsTransaction } from '../data/database.js';

/** Keeps how much of a variant can be sold; older news than we have changes nothing. @param version  of the variant's stock */
export async function learnStock(
  tx: CartsTransaction,
  { variantId, availableQuantity }: EventData<typeof stockChanged>,
  version: number,
): Promise<void> {
  await saveStock(tx, { variantId, availableQuantity, version });
}
