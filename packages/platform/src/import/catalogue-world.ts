import { createWorld, type ImportedProduct, type World } from '@souk/demo-world';

/**
 * A catalogue in the form that the subgraphs' doors take: products with their brands, categories and stock, and nobody who has bought
 * any. The warehouses are those of every seeded world.
 */
export function catalogueWorld(products: readonly ImportedProduct[]): World {
  const brands = distinct(products.map(({ brand }) => brand));
  const categories = distinct(products.flatMap((each) => each.categories));
  const seeded = createWorld('demo');
  return {
    scale: seeded.scale,
    now: seeded.now,
    counts: {
      users: 0,
      sellers: 0,
      categories: categories.length,
      brands: brands.length,
      products: products.length,
      variants: count(products, ({ product }) => product.variants.length),
      reviews: 0,
      warehouses: seeded.counts.warehouses,
      stock: count(products, ({ stock }) => stock.length),
      orders: 0,
      orderLines: 0,
      interactions: 0,
      promotions: 0,
    },
    users: () => [],
    sellers: () => [],
    categories: () => categories,
    brands: () => brands,
    products: () => products.map(({ product }) => product),
    reviews: () => [],
    warehouses: () => seeded.warehouses(),
    stock: () => products.flatMap(({ stock }) => stock),
    orders: () => [],
    interactions: () => [],
    promotions: () => [],
  };
}

function distinct<Row extends { readonly id: string }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function count<Item>(items: readonly Item[], sizeOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + sizeOf(item), 0);
}
