import { getTableColumns } from 'drizzle-orm';
import { images, products, reviews, variants } from './tables.js';

// What the domain knows of a row; the rest is for SQL only.
const { salesCount: _salesCount, ...ofProducts } = getTableColumns(products);
const {
  availableQuantity: _available,
  stockVersion: _stockVersion,
  createdAt: _created,
  updatedAt: _updated,
  ...ofVariants
} = getTableColumns(variants);
const { svg: _svg, position: _position, ...ofImages } = getTableColumns(images);

export const productColumns = ofProducts;
export const variantColumns = ofVariants;
export const imageColumns = ofImages;
export const reviewColumns = getTableColumns(reviews);
