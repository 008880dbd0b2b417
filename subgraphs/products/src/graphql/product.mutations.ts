import { requireId } from '@souk/subgraph-kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { requireProduct, requireProductChanges } from '../domain/product-draft.js';
import { requireVariants } from '../domain/variant-draft.js';
import { archiveProduct } from '../use-cases/archive-product.js';
import { createProduct } from '../use-cases/create-product.js';
import { updateProduct } from '../use-cases/update-product.js';
import { ProductPayload } from './payloads.type.js';
import { ProductArchiveInput, ProductCreateInput, ProductUpdateInput } from './product.inputs.js';
import { toProduct } from './product.type.js';
import { attempt } from './user-errors.js';

@Resolver()
export class ProductMutations {
  @Mutation(() => ProductPayload, { description: 'Sellers and admins.' })
  async productCreate(
    @Ctx() context: ProductsContext,
    @Arg('input', () => ProductCreateInput) input: ProductCreateInput,
  ): Promise<ProductPayload> {
    const product = {
      draft: requireProduct(input),
      variants: requireVariants(input.variants, ['input', 'variants']),
      sellerId: input.sellerId ? requireId(input.sellerId, ['input', 'sellerId']) : null,
      idempotencyKey: input.idempotencyKey ?? null,
    };
    const { value, userErrors } = await attempt(() => createProduct(context.app, context.viewer, product));
    return payloadOf(context, value, userErrors);
  }

  @Mutation(() => ProductPayload, { description: 'The product’s seller and admins.' })
  async productUpdate(
    @Ctx() context: ProductsContext,
    @Arg('input', () => ProductUpdateInput) input: ProductUpdateInput,
  ): Promise<ProductPayload> {
    const productId = requireId(input.productId, ['input', 'productId']);
    await updateProduct(context.app, context.viewer, { productId, changes: requireProductChanges(input) });
    return payloadOf(context, productId);
  }

  @Mutation(() => ProductPayload, {
    description: 'The product’s seller and admins. It is no longer listed, found or sold.',
  })
  async productArchive(
    @Ctx() context: ProductsContext,
    @Arg('input', () => ProductArchiveInput) input: ProductArchiveInput,
  ): Promise<ProductPayload> {
    const productId = requireId(input.productId, ['input', 'productId']);
    await archiveProduct(context.app, context.viewer, productId);
    return payloadOf(context, productId);
  }
}

async function payloadOf(
  { loaders }: ProductsContext,
  productId: string | null,
  userErrors: ProductPayload['userErrors'] = [],
): Promise<ProductPayload> {
  const product = productId === null ? null : await loaders.productById.load(productId);
  return { product: product && toProduct(product), userErrors };
}
