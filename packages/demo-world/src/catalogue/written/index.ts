import { books } from './books.js';
import { electronics } from './electronics.js';
import { fashion } from './fashion.js';
import { home } from './home.js';
import { outdoor } from './outdoor.js';
import { toys } from './toys.js';
import type { WrittenProduct } from './written-product.js';

/** The demo catalogue by department, in the order of the tastes; as many products in each. */
export const WRITTEN_BY_TASTE: readonly (readonly WrittenProduct[])[] = [
  electronics,
  home,
  outdoor,
  fashion,
  books,
  toys,
];
