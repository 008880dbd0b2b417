import { allCategories, categoryById, categoryBySlug, childrenByCategory } from './category.loaders.js';
import type { Reader } from './database.js';
import { productCountBySeller, productIdsBySeller, reviewsByProduct } from './page.loaders.js';
import {
  brandById,
  imageById,
  imagesByProduct,
  priceRangesByProduct,
  pricesByVariant,
  productById,
  productBySlug,
  variantById,
  variantBySku,
  variantsByProduct,
} from './product.loaders.js';

/** The loaders of one request. */
export function makeLoaders(db: Reader) {
  return {
    productById: productById(db),
    productBySlug: productBySlug(db),
    variantById: variantById(db),
    variantBySku: variantBySku(db),
    variantsByProduct: variantsByProduct(db),
    pricesByVariant: pricesByVariant(db),
    priceRangesByProduct: priceRangesByProduct(db),
    imagesByProduct: imagesByProduct(db),
    imageById: imageById(db),
    brandById: brandById(db),
    categoryById: categoryById(db),
    categoryBySlug: categoryBySlug(db),
    allCategories: allCategories(db),
    childrenByCategory: childrenByCategory(db),
    reviewsByProduct: reviewsByProduct(db),
    productIdsBySeller: productIdsBySeller(db),
    productCountBySeller: productCountBySeller(db),
  };
}

export type ProductsLoaders = ReturnType<typeof makeLoaders>;
