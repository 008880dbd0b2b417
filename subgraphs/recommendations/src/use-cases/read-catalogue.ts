import { findProductsAfter } from '../data/catalogue.repository.js';
import type { RecommendationsDatabase } from '../data/database.js';
import { ContentBuilder } from '../domain/content.model.js';
import { type SparseMatrix, SparseMatrixBuilder } from '../domain/sparse-matrix.js';

/** About ten milliseconds of reading texts. */
const PAGE = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** The catalogue as the models need it; an item is a product's place in `productIds`. */
export interface Catalogue {
  /** ascending */
  readonly productIds: readonly string[];
  readonly itemOf: ReadonlyMap<string, number>;
  readonly isActive: Uint8Array;
  readonly categoryIds: readonly string[];
  readonly categories: SparseMatrix;
  readonly content: ContentBuilder;
}

/** Reads all products page by page; of their texts only numbers are kept. One statement for 200 products. */
export async function readCatalogue({ db }: RecommendationsDatabase): Promise<Catalogue> {
  const itemOf = new Map<string, number>();
  const isActive: number[] = [];
  const categoryNumbers = new Map<string, number>();
  const categories = new SparseMatrixBuilder();
  const content = new ContentBuilder();
  for (let afterId = BEFORE_ALL; ; ) {
    const page = await findProductsAfter(db, afterId, PAGE);
    for (const product of page) {
      itemOf.set(product.id, itemOf.size);
      isActive.push(product.isActive ? 1 : 0);
      content.add(product);
      for (const id of product.categoryIds) {
        const number = categoryNumbers.get(id) ?? categoryNumbers.size;
        categoryNumbers.set(id, number);
        categories.add(number, 1);
      }
      categories.endRow();
    }
    const last = page.at(-1);
    if (!last) break;
    afterId = last.id;
  }
  return {
    itemOf,
    content,
    productIds: [...itemOf.keys()],
    isActive: Uint8Array.from(isActive),
    categoryIds: [...categoryNumbers.keys()],
    categories: categories.build(categoryNumbers.size),
  };
}
