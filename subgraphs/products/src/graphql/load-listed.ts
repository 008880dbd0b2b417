import type { ProductsContext } from '../context.js';
import type { Listed } from '../domain/listed.js';
import type { Product } from '../domain/product.js';

/** The products of a list, in its order, in one statement. */
export async function loadListed(
  { loaders }: ProductsContext,
  listed: readonly Listed[],
): Promise<{ listed: Listed; product: Product }[]> {
  const products = await Promise.all(listed.map(({ productId }) => loaders.productById.load(productId)));
  return listed.flatMap((each, index) => {
    const product = products[index];
    return product ? [{ listed: each, product }] : [];
  });
}
