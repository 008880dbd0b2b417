import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { StockCountLineType, StockCountType } from './stock-count.type.js';
import { aVariantStub, ProductVariantStub } from './stubs/product-variant.stub.js';
import { WarehouseType } from './warehouse.type.js';

@Resolver(() => StockCountType)
export class StockCountFields {
  @FieldResolver(() => WarehouseType)
  warehouse(
    @Root() { warehouseId }: StockCountType,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<WarehouseType | null> {
    return loaders.warehouse.load(warehouseId);
  }
}

@Resolver(() => StockCountLineType)
export class StockCountLineFields {
  @FieldResolver(() => ProductVariantStub, { nullable: true })
  variant(@Root() { variantId }: StockCountLineType): ProductVariantStub {
    return aVariantStub(variantId);
  }
}
