import type { ContentModel } from './content.model.js';
import type { SparseMatrix } from './sparse-matrix.js';

/** Everything recommendations are made from, trained together. An item is the number of a product: its place in `productIds`. */
export interface RecommendationModel {
  /** ascending, so that a newer product has a higher number */
  readonly productIds: readonly string[];
  /** by item: 1 when it was on sale at the training */
  readonly isActive: Uint8Array;
  readonly categoryIds: readonly string[];
  /** by item: numbers of its categories, places in `categoryIds`, from the leaf up to the root; the values mean nothing */
  readonly categories: SparseMatrix;
  /** by item, in shoppers */
  readonly popularity: Float32Array;
  /** how many shoppers there were lately, on the scale of `popularity` */
  readonly shoppers: number;
  /** by item: its nearest neighbours, nearest first */
  readonly neighbours: SparseMatrix;
  readonly content: ContentModel;
}
