import { anEvent, productChanged, variantChanged } from '@souk/events';
import type { ProductsDependencies } from '../context.js';
import { readProductFacts, readVariantFacts } from '../data/catalogue-facts.repository.js';
import type { ProductsTransaction } from '../data/database.js';
import { lineName } from '../domain/product.js';

type Publishing = Pick<ProductsDependencies, 'outbox' | 'now'>;

/** Tells others what the product's row says by now. */
export async function publishProduct(
  tx: ProductsTransaction,
  { outbox, now }: Publishing,
  productId: string,
): Promise<void> {
  const product = await readProductFacts(tx, productId);
  const data = {
    productId,
    name: product.name,
    description: product.description,
    brandId: product.brandId,
    brandName: product.brandName,
    categoryIds: [...(product.path ?? [])].reverse(),
    sellerId: product.sellerId,
    attributes: product.attributes.map(({ key, value }) => ({ key, value })),
    isActive: product.isActive,
    createdAt: product.createdAt.toISOString(),
  };
  await outbox.append(tx, [anEvent(productChanged, { data, version: product.version, at: now() })]);
}

/** Tells others what the variants' rows say by now; a variant of an archived product is not sold either. */
export async function publishVariants(
  tx: ProductsTransaction,
  { outbox, now }: Publishing,
  variantIds: readonly string[],
): Promise<void> {
  const at = now();
  const facts = (await readVariantFacts(tx, variantIds)).map((variant) => {
    const data = {
      variantId: variant.id,
      productId: variant.productId,
      sellerId: variant.product.sellerId,
      sku: variant.sku,
      name: lineName(variant.product.name, variant.name),
      weightGrams: variant.weightGrams,
      taxClass: variant.taxClass,
      prices: variant.prices.map(({ currency, minorUnits }) => ({ currency, minorUnits })),
      isActive: variant.isActive && variant.product.isActive,
    };
    return anEvent(variantChanged, { data, version: variant.version, at });
  });
  await outbox.append(tx, facts);
}
