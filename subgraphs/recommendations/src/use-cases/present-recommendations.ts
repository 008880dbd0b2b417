import type { RecommendationsLoaders } from '../data/recommendations.loaders.js';
import type { Cause } from '../domain/explain.js';
import type { NamedCause } from '../domain/reason.js';
import { reasonFor } from '../domain/reason.js';
import type { Recommended } from '../domain/recommend.js';
import type { ServedModel } from './model-shelf.js';

/** One recommendation as clients see it. */
export interface PresentedItem {
  readonly productId: string;
  /** 0–1, comparable within one answer */
  readonly score: number;
  readonly confidence: number;
  readonly reason: string;
}

/** Asked for beyond the limit, to fill the places of products that were archived since the training. */
export const SPARE = 10;

/** What a page says instead of what the shopper did. */
export type Wording = (cause: Extract<Cause, { item: number }>, name: string) => NamedCause;

export const AS_DEEDS: Wording = ({ kind, sign }, name) => ({ kind, sign, name });

/**
 * Leaves out what is not on sale at this moment, and says why the rest is shown.
 *
 * @param recommended  best first, up to `limit` + SPARE, with one cause each
 * Costs one statement for products, and one for categories when something is popular or new; batched over a request.
 */
export async function presentRecommendations(
  { model, loaders }: { model: ServedModel; loaders: RecommendationsLoaders },
  { recommended, causes, limit, wording }: PresentedChoice,
): Promise<PresentedItem[]> {
  const idOf = (item: number) => model.productIds[item] ?? '';
  const items = await Promise.all(
    recommended.map(async ({ item, score, confidence }, place) => {
      const cause = causes[place] ?? { kind: 'popular' };
      const [product, reason] = await Promise.all([
        loaders.product.load(idOf(item)),
        reasonOf(cause, { loaders, idOf, wording, categoryId: departmentOf(model, item) }),
      ]);
      return product?.isActive ? [{ productId: product.id, score, confidence, reason }] : [];
    }),
  );
  return items.flat().slice(0, limit);
}

export interface PresentedChoice {
  readonly recommended: readonly Recommended[];
  readonly causes: readonly Cause[];
  readonly limit: number;
  readonly wording: Wording;
}

async function reasonOf(
  cause: Cause,
  facts: {
    loaders: RecommendationsLoaders;
    idOf: (item: number) => string;
    wording: Wording;
    categoryId: string | undefined;
  },
): Promise<string> {
  const { loaders, categoryId } = facts;
  if (cause.kind === 'popular' || cause.kind === 'new') {
    const category = categoryId ? await loaders.category.load(categoryId) : null;
    return reasonFor({ kind: cause.kind, categoryName: category?.name ?? null });
  }
  const product = await loaders.product.load(facts.idOf(cause.item));
  return reasonFor(facts.wording(cause, product?.name ?? 'something else'));
}

/** The root of the item's categories. */
function departmentOf({ categories, categoryIds }: ServedModel, item: number): string | undefined {
  const end = categories.starts[item + 1] ?? 0;
  const isEmpty = end === categories.starts[item];
  return isEmpty ? undefined : categoryIds[categories.columns[end - 1] ?? -1];
}
