import type { ServedModel } from './model-shelf.js';

/**
 * Says of an item whether it may be recommended.
 *
 * @param categoryIds  an item must be in one of them or below; null allows all; an unknown one holds nothing
 */
export function createItemFilter(
  { categories, categoryIds: knownIds, itemOf }: ServedModel,
  { categoryIds, excludedProductIds }: { categoryIds: readonly string[] | null; excludedProductIds: readonly string[] },
): (item: number) => boolean {
  const excluded = new Set(excludedProductIds.map(itemOf));
  if (categoryIds === null) return (item) => !excluded.has(item);
  const wanted = new Set(categoryIds.map((id) => knownIds.indexOf(id)));
  return (item) => {
    if (excluded.has(item)) return false;
    const end = categories.starts[item + 1] ?? 0;
    for (let k = categories.starts[item] ?? 0; k < end; k += 1) {
      if (wanted.has(categories.columns[k] ?? -1)) return true;
    }
    return false;
  };
}
