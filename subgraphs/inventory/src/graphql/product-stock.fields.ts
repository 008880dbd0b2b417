import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { ProductStub } from './stubs/product.stub.js';

@Resolver(() => ProductStub)
export class ProductStockFields {
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether one of its variants can be sold now; null for a product that inventory does not know.',
  })
  inStock(@Root() { id }: ProductStub, @Ctx() { loaders }: InventoryContext): Promise<boolean | null> {
    return loaders.productInStock.load(id);
  }
}
