import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { ProductType, toProduct } from './product.type.js';
import { ProductVariantType } from './product-variant.type.js';

@Resolver(() => ProductVariantType)
export class VariantProductFields {
  @FieldResolver(() => ProductType)
  async product(@Root() variant: ProductVariantType, @Ctx() { loaders }: ProductsContext): Promise<ProductType> {
    const product = await loaders.productById.load(variant.productId);
    if (!product) throw new Error(`Variant ${variant.id} has no product`);
    return toProduct(product);
  }
}
