import { requireId } from '@souk/subgraph-kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { requirePrice, requireVariant, requireVariantChanges } from '../domain/variant-draft.js';
import { archiveVariant, setVariantPrice, updateVariant } from '../use-cases/change-variant.js';
import { createVariant } from '../use-cases/create-variant.js';
import { ProductVariantPayload } from './payloads.type.js';
import { VariantArchiveInput, VariantCreateInput, VariantPriceSetInput, VariantUpdateInput } from './product.inputs.js';
import { toVariant } from './product-variant.type.js';
import { attempt } from './user-errors.js';

@Resolver()
export class VariantMutations {
  @Mutation(() => ProductVariantPayload, { description: 'The product’s seller and admins.' })
  async variantCreate(
    @Ctx() context: ProductsContext,
    @Arg('input', () => VariantCreateInput) input: VariantCreateInput,
  ): Promise<ProductVariantPayload> {
    const variant = {
      productId: requireId(input.productId, ['input', 'productId']),
      draft: requireVariant(input, ['input']),
      idempotencyKey: input.idempotencyKey ?? null,
    };
    const { value, userErrors } = await attempt(() => createVariant(context.app, context.viewer, variant));
    return payloadOf(context, value, userErrors);
  }

  @Mutation(() => ProductVariantPayload, { description: 'The product’s seller and admins.' })
  async variantUpdate(
    @Ctx() context: ProductsContext,
    @Arg('input', () => VariantUpdateInput) input: VariantUpdateInput,
  ): Promise<ProductVariantPayload> {
    const variantId = requireId(input.variantId, ['input', 'variantId']);
    const changes = requireVariantChanges(input);
    const { userErrors } = await attempt(() => updateVariant(context.app, context.viewer, { variantId, changes }));
    return payloadOf(context, userErrors.length > 0 ? null : variantId, userErrors);
  }

  @Mutation(() => ProductVariantPayload, { description: 'The product’s seller and admins. It is no longer sold.' })
  async variantArchive(
    @Ctx() context: ProductsContext,
    @Arg('input', () => VariantArchiveInput) input: VariantArchiveInput,
  ): Promise<ProductVariantPayload> {
    const variantId = requireId(input.variantId, ['input', 'variantId']);
    await archiveVariant(context.app, context.viewer, variantId);
    return payloadOf(context, variantId);
  }

  @Mutation(() => ProductVariantPayload, { description: 'The product’s seller and admins; one currency.' })
  async variantPriceSet(
    @Ctx() context: ProductsContext,
    @Arg('input', () => VariantPriceSetInput) input: VariantPriceSetInput,
  ): Promise<ProductVariantPayload> {
    const variantId = requireId(input.variantId, ['input', 'variantId']);
    await setVariantPrice(context.app, context.viewer, { variantId, price: requirePrice(input, ['input']) });
    return payloadOf(context, variantId);
  }
}

async function payloadOf(
  { loaders }: ProductsContext,
  variantId: string | null,
  userErrors: ProductVariantPayload['userErrors'] = [],
): Promise<ProductVariantPayload> {
  const variant = variantId === null ? null : await loaders.variantById.load(variantId);
  return { variant: variant && toVariant(variant), userErrors };
}
