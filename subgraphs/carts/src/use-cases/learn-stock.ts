import { anEvent, backInStock } from '@souk/events';
import { takeBackInStockRequests } from '../data/back-in-stock.repository.js';
import { findVariants, saveStock } from '../data/catalogue.repository.js';
import type { CartsTransaction } from '../data/database.js';
import type { CartsDependencies } from './dependencies.js';

/** as many as one fact may name */
const USERS_A_FACT = 500;

/**
 * Keeps how much of a variant can be sold; older news than we have changes nothing.
 *
 * @param news.version  of the variant's stock
 * @param news.at       when it changed
 * Emits `back-in-stock` (outbox, same transaction) when members wait for it, which they can begin only while there is none of it; each
 * is told once.
 */
export async function learnStock(
  { outbox }: Pick<CartsDependencies, 'outbox'>,
  tx: CartsTransaction,
  news: { variantId: string; availableQuantity: number; version: number; at: Date },
): Promise<void> {
  const { variantId, availableQuantity, version, at } = news;
  const isNews = await saveStock(tx, { variantId, availableQuantity, version });
  if (!isNews || availableQuantity === 0) return;
  const userIds = await takeBackInStockRequests(tx, variantId);
  const variant = userIds.length > 0 ? (await findVariants(tx, [variantId])).get(variantId) : undefined;
  if (!variant) return;
  const { productId, name } = variant;
  const chunks = Array.from({ length: Math.ceil(userIds.length / USERS_A_FACT) }, (_, index) =>
    userIds.slice(index * USERS_A_FACT, (index + 1) * USERS_A_FACT),
  );
  await outbox.append(
    tx,
    chunks.map((chunk) => anEvent(backInStock, { data: { variantId, productId, name, userIds: chunk }, version, at })),
  );
}
