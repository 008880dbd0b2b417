import { isId } from '@souk/subgraph-kit';
import type { HistoryEntry } from '../data/interaction.repository.js';
import type { RecommendationsLoaders } from '../data/recommendations.loaders.js';
import { meanConfidence } from '../domain/confidence.js';
import { explain } from '../domain/explain.js';
import { type Algorithm, BLENDS, recommend } from '../domain/recommend.js';
import { type Taste, tastesOf } from '../domain/taste.js';
import { createItemFilter } from './item-filter.js';
import type { ModelShelf, ServedModel } from './model-shelf.js';
import { AS_DEEDS, type PresentedItem, presentRecommendations, SPARE } from './present-recommendations.js';

export interface ShopperWish {
  readonly algorithm: Algorithm;
  /** 1–100 */
  readonly limit: number;
  /** with everything below them; null for the whole shop */
  readonly includeCategoryIds: readonly string[] | null;
  readonly excludeProductIds: readonly string[];
}

export interface RecommendationAnswer {
  readonly items: readonly PresentedItem[];
  /** POPULAR where nothing is known of the shopper that the wanted algorithm could use */
  readonly algorithmUsed: Algorithm;
  /** mean of the items */
  readonly confidence: number;
  readonly generatedAt: Date;
}

/**
 * What somebody may like: by their own history where there is one, else what is popular.
 *
 * @param userId  null for a guest
 * What they bought is left out, except by POPULAR. One statement for the history, two for names.
 */
export async function recommendToShopper(
  { shelf, loaders, now }: { shelf: ModelShelf; loaders: RecommendationsLoaders; now: () => Date },
  userId: string | null,
  wish: ShopperWish,
): Promise<RecommendationAnswer> {
  const model = shelf.current;
  const isPersonal = wish.algorithm !== 'POPULAR' && userId !== null && isId(userId);
  const history = isPersonal ? await loaders.history.load(userId) : [];
  const personal = isPersonal ? choose(model, wish, history) : [];
  const algorithmUsed = personal.length > 0 ? wish.algorithm : 'POPULAR';
  const tastes = personal.length > 0 ? tastesFrom(model, history) : [];
  const recommended = personal.length > 0 ? personal : choose(model, { ...wish, algorithm: 'POPULAR' }, []);
  const causes = explain(model, tastes, recommended);
  const items = await presentRecommendations(
    { model, loaders },
    { recommended, causes, limit: wish.limit, wording: AS_DEEDS },
  );
  return { items, algorithmUsed, confidence: meanConfidence(items), generatedAt: now() };
}

/** Empty when the algorithm has nothing to go by. */
function choose(model: ServedModel, wish: ShopperWish, history: readonly HistoryEntry[]) {
  const tastes = tastesFrom(model, history);
  if (tastes.length === 0 && wish.algorithm !== 'POPULAR') return [];
  const bought = history.filter(({ type }) => type === 'PURCHASE').map(({ productId }) => productId);
  const isAllowed = createItemFilter(model, {
    categoryIds: wish.includeCategoryIds,
    excludedProductIds: [...wish.excludeProductIds, ...bought],
  });
  return recommend(model, { blend: BLENDS[wish.algorithm], tastes, limit: wish.limit + SPARE, isAllowed });
}

function tastesFrom(model: ServedModel, history: readonly HistoryEntry[]): Taste[] {
  return tastesOf(
    history.flatMap(({ productId, type, rating, at }) => {
      const item = model.itemOf(productId);
      return item === undefined ? [] : [{ item, type, rating, atMs: at.getTime() }];
    }),
  );
}
