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
    const available = await loaders.available.load(id);
    return available === null ? null : Object.assign(new AvailabilityType(), { variantId: id, available });
  }
}
