import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { AvailabilityType } from './availability.type.js';
import { ProductVariantStub } from './stubs/product-variant.stub.js';

@Resolver(() => ProductVariantStub)
export class ProductVariantAvailabilityFields {
  @FieldResolver(() => AvailabilityType, {
    nullable: true,
    description: 'Null for a variant that inventory does not know.',
  })
  async availability(
    @Root() { id }: ProductVariantStub,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<AvailabilityType | null> {
    const stock = await loaders.stock.load(id);
    return stock && Object.assign(new AvailabilityType(), { variantId: id, ...stock });
  }
}
