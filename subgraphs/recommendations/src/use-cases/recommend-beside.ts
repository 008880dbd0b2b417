import type { RecommendationsLoaders } from '../data/recommendations.loaders.js';
import { type Cause, explain } from '../domain/explain.js';
import { BASKET, BLENDS, type Blend, recommend, SIMILAR } from '../domain/recommend.js';
import type { Taste } from '../domain/taste.js';
import { createItemFilter } from './item-filter.js';
import type { ModelShelf } from './model-shelf.js';
import {
  AS_DEEDS,
  type PresentedItem,
  presentRecommendations,
  SPARE,
  type Wording,
} from './present-recommendations.js';

interface Means {
  readonly shelf: ModelShelf;
  readonly loaders: RecommendationsLoaders;
}

/** What to show on a product's page; empty for a product that came after the last training. Served from memory, names apart. */
export function recommendSimilar(means: Means, productId: string, limit: number): Promise<PresentedItem[]> {
  const wording: Wording = ({ kind }, name) => ({
    kind: kind === 'together' ? 'often-together' : 'similar-page',
    name,
  });
  return recommendBeside(means, { productIds: [productId], blend: SIMILAR, limit, wording });
}

/** What goes with the products in a cart, none of them among it; what is popular while the cart is empty or unknown. */
export async function recommendForCart(
  means: Means,
  productIds: readonly string[],
  limit: number,
): Promise<PresentedItem[]> {
  const wording: Wording = ({ kind }, name) => ({
    kind: kind === 'together' ? 'goes-with-cart' : 'similar-page',
    name,
  });
  const beside = await recommendBeside(means, { productIds, blend: BASKET, limit, wording });
  return beside.length > 0
    ? beside
    : recommendTrending(means, { categoryId: null, limit, excludedProductIds: productIds });
}

/** What many took to lately. @param categoryId  with everything below it; null for the whole shop */
export function recommendTrending(
  { shelf, loaders }: Means,
  facts: { categoryId: string | null; limit: number; excludedProductIds?: readonly string[] },
): Promise<PresentedItem[]> {
  const { categoryId, limit, excludedProductIds = [] } = facts;
  const model = shelf.current;
  const categoryIds = categoryId === null ? null : [categoryId];
  const isAllowed = createItemFilter(model, { categoryIds, excludedProductIds });
  const recommended = recommend(model, { blend: BLENDS.POPULAR, tastes: [], limit: limit + SPARE, isAllowed });
  const causes = explain(model, [], recommended);
  return presentRecommendations({ model, loaders }, { recommended, causes, limit, wording: AS_DEEDS });
}

async function recommendBeside(
  { shelf, loaders }: Means,
  facts: { productIds: readonly string[]; blend: Blend; limit: number; wording: Wording },
): Promise<PresentedItem[]> {
  const model = shelf.current;
  const { productIds, blend, limit, wording } = facts;
  const items = [...new Set(productIds.map(model.itemOf))].filter((item) => item !== undefined);
  const tastes = items.map((item): Taste => ({ item, weight: 1, sign: 'VIEW' }));
  if (tastes.length === 0) return [];
  const isAllowed = createItemFilter(model, { categoryIds: null, excludedProductIds: productIds });
  const recommended = recommend(model, { blend, tastes, limit: limit + SPARE, isAllowed });
  const causes: Cause[] = explain(model, tastes, recommended);
  return presentRecommendations({ model, loaders }, { recommended, causes, limit, wording });
}
