import type { EventData, productChanged } from '@souk/events';
import { saveProduct } from '../data/catalogue.repository.js';
import type { RecommendationsTransaction } from './dependencies.js';

/** Keeps what products told of a product; an older version than the one that is kept changes nothing. */
export async function rememberProduct(
  tx: RecommendationsTransaction,
  { data, version, at }: { data: EventData<typeof productChanged>; version: number; at: Date },
): Promise<void> {
  const { productId: id, ...product } = data;
  await saveProduct(tx, { id, ...product }, version, at);
}
